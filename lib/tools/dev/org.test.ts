import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { choosePassword } from '@/lib/people/users/password-links/choose';
import { signIn } from '@/lib/people/users/sign-in';
import { compiled } from '@/lib/tools/testing/compiled';
import { eventsOf } from '@/lib/tools/testing/events';

const run = promisify(execFile);
const org = async (...args: string[]) =>
  run(process.execPath, [await compiled('lib/tools/dev/org.ts'), ...args], { env: process.env });

test('org create makes an organisation with an administrator who has no password, and prints the link by which they choose one', async () => {
  const [email, password] = [`ada-${randomUUID()}@test.example`, 'orchard lantern on the river'];
  const { stdout } = await org('create', '--name', 'North Clinic', '--email', email, '--person', 'Ada Admin');
  const [, linkId = '', token = ''] = /\/choose-password\/(\d+)#(\S+)/.exec(stdout) ?? [];
  const attempt = { email, password, ip: null, userAgent: null, requestId: 'test' };
  await expect(signIn({ ...attempt, password: 'none' })).rejects.toMatchObject({ code: 'invalid' });
  expect(await choosePassword({ linkId, token, password }, 'test')).toEqual({ email });
  const { orgId } = await signIn(attempt);
  expect((await eventsOf(orgId)).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'org.create done',
    'key.create done',
    'user.create done',
    'user.ask_password done',
    'user.sign_in_failed refused',
    'user.change_password done',
    'user.sign_in done',
  ]);

  const failing = [
    [['create', '--name', 'North Clinic', '--email', 'none', '--person', 'Ada'], 'Give an email address'],
    [['create', '--name', 'North Clinic'], 'npm run org -- create'],
    [['delete'], 'npm run org -- create'],
  ] as const;
  for (const [args, words] of failing) {
    const refused = { code: 1, stdout: '', stderr: expect.stringContaining(words) };
    await expect(org(...args)).rejects.toMatchObject(refused);
  }
});
