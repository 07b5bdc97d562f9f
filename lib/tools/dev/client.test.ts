import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { compiled } from '@/lib/tools/testing/compiled';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';

const run = promisify(execFile);
const client = async (...args: string[]) =>
  run(process.execPath, [await compiled('lib/tools/dev/client.ts'), ...args], { env: process.env });

test('client create prints credentials that work, as JSON and nothing else', async () => {
  const org = await makeOrg();
  const email = `owner-${randomUUID()}@test.example`;
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email} where id = ${org.operator.actor.id}`.execute(),
  );
  const scopes = 'ZohoCRM.modules.ALL,ZohoCRM.coql.READ';
  const { stdout } = await client('create', '--owner', email, '--name', 'Automation', '--scopes', scopes);
  const credentials = JSON.parse(stdout);
  expect(Object.keys(credentials)).toEqual(['client_id', 'client_secret', 'refresh_token']);
  const form = { ...credentials, grant_type: 'refresh_token' };
  expect((await exchangeToken(form, { requestId: 'test', ip: null })).scope).toBe(scopes.replace(',', ' '));
  expect(await eventsOf(org.orgId, 'api_client.create')).toEqual([expect.objectContaining({ outcome: 'done' })]);

  const failing = [
    [['create', '--owner', email, '--name', 'Other', '--scopes', 'everything'], 'Write a scope as Zoho does'],
    [['create', '--owner', email, '--name', 'Automation'], 'Another API client has this name.'],
    [['create', '--owner', 'nobody@test.example', '--name', 'Other'], 'No active user has this email address.'],
    [['delete'], 'npm run client -- create'],
  ] as const;
  for (const [args, words] of failing) {
    await expect(client(...args)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  }
});
