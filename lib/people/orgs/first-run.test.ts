/** The first organisation, made by whoever reads the terminal. In a database that has none. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { signIn } from '@/lib/people/users/sign-in';
import { seed } from '@/lib/tools/seed/main';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { isFirstRun, makeFirstOrg } from './first-run';

const OWN = 'orchard lantern on the river';
const email = 'ada@clinic.example';
const given = (code: string) => ({
  code,
  organisation: 'North Clinic',
  name: 'Ada Admin',
  email,
  password: OWN,
  timeZone: 'Europe/Vienna',
});
const orgs = async () => (await ownerSql()`select name from orgs`).map(({ name }) => name);

/** The code in what an empty start prints. */
async function codeOfStart(): Promise<string> {
  const { created, lines } = await seed('empty', {});
  expect(created).toBe(false);
  return /: (\S+)$/.exec(lines[0] ?? '')?.[1] ?? '';
}

test('an empty start makes no account and no password; whoever has its code makes the first organisation, once', async () => {
  expect(await isFirstRun()).toBe(true);
  const older = await codeOfStart();
  const code = await codeOfStart();
  expect(await ownerSql()`select 1 from users`).toEqual([]);
  await expectNowhereInDatabase([code, code.replaceAll('-', '')]);

  for (const wrong of [older, '', code.slice(1)]) {
    await expect(makeFirstOrg(given(wrong))).rejects.toMatchObject({ code: 'forbidden', reason: 'CODE' });
  }
  const weak = { ...given(code), password: 'north clinic 1' };
  await expect(makeFirstOrg(weak)).rejects.toMatchObject({ fields: { password: expect.any(String) } });
  await expect(makeFirstOrg({ ...given(code), email: 'none' })).rejects.toMatchObject({ fields: { email: /address/ } });
  expect(await orgs()).toEqual([]);

  // Typed as people do, and twice at once.
  const typed = given(` ${code.toUpperCase().replaceAll('-', ' ')}`);
  const done = await Promise.allSettled([makeFirstOrg(typed), makeFirstOrg(given(code))]);
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await orgs()).toEqual(['North Clinic']);

  expect(await isFirstRun()).toBe(false);
  await expect(makeFirstOrg(given(code))).rejects.toMatchObject({ code: 'conflict' });
  expect(await seed('empty', {})).toEqual({ created: false, lines: [] });
  const { orgId } = await signIn({ email, password: OWN, ip: null, userAgent: null, requestId: randomUUID() });
  expect((await eventsOf(orgId)).map(({ action }) => action)).toEqual([
    'org.create',
    'key.create',
    'user.create',
    'user.sign_in',
  ]);
});
