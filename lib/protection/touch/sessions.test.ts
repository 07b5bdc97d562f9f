/** Whoever shows anew who they are goes on under another token. */
import { beforeAll, expect, test } from 'vitest';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { proveByPassword } from '@/lib/people/factors/prove-by-password';
import { endOwnSession } from '@/lib/people/users/end-session';
import { ownerSql } from '@/lib/tools/testing/database';
import {
  contextIn,
  type FactorPerson,
  load,
  newPerson,
  PASSWORD,
  passwordSession,
} from '@/lib/tools/testing/factor-people';
import { makeOrg } from '@/lib/tools/testing/factories';
import { renewSecret } from './sessions';

let person: FactorPerson;
beforeAll(async () => {
  person = await newPerson(await makeOrg());
});

const stateOf = async (token: SessionToken | null) => token && (await load(token)).state;

test('the former token opens nothing from then on, the new one the same session with what was shown in it', async () => {
  const former = await passwordSession(person);
  const ctx = await contextIn(former);
  await proveByPassword(ctx, { password: PASSWORD });
  const token = await renewSecret(ctx);
  expect(token).toMatchObject({ sessionId: former.sessionId, userId: person.id });
  expect(token?.secret).not.toBe(former.secret);
  expect([await stateOf(former), await stateOf(token)]).toEqual(['none', 'live']);
  const [row] = await ownerSql()`select * from sessions where org_id = ${person.orgId} and id = ${former.sessionId}`;
  expect(JSON.stringify(row)).not.toContain(token?.secret);
  expect(row?.password_at).not.toBeNull();
});

test('a session that has ended gets none, nor a program, nor somebody else', async () => {
  const token = await passwordSession(person);
  const ctx = await contextIn(token);
  const other = await newPerson(await makeOrg());
  expect(await renewSecret({ ...ctx, actor: { ...ctx.actor, id: other.id } })).toBeNull();
  expect(await renewSecret({ ...ctx, orgId: other.orgId })).toBeNull();
  expect(await renewSecret({ ...ctx, sessionId: null })).toBeNull();
  expect(await stateOf(token)).toBe('live');
  await endOwnSession(ctx, 'signed_out');
  expect(await renewSecret(ctx)).toBeNull();
});
