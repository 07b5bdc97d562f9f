/** People with a password, as they stand in a session of their own, for tests of second factors. */
import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { addTotp, offerTotp } from '@/lib/people/factors/add';
import { openSession } from '@/lib/people/users/open-session';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { asOwner } from './as-owner';
import { insertUser, type TestOrg } from './factories';

export const PASSWORD = 'orchard lantern on the river';

const request = () => ({ requestId: randomUUID(), ip: '192.0.2.33' });

export interface FactorPerson {
  orgId: Id;
  id: Id;
  name: string;
  email: string;
}

/** A new operator of an org. */
export async function newPerson(
  org: TestOrg,
  profile: keyof TestOrg['profileIds'] = 'Operator',
): Promise<FactorPerson> {
  const name = 'Nora Night';
  const id = await insertUser(org, name, org.profileIds[profile], org.roleIds.CEO);
  const email = `nora-${randomUUID()}@test.example`;
  const hash = await once('tools/testing/factor-people', () => hashPassword(PASSWORD));
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email}, password_hash = ${hash} where org_id = ${org.orgId} and id = ${id}`.execute(),
  );
  return { orgId: org.orgId, id, name, email };
}

/** A session that a password has opened. */
export const passwordSession = (person: FactorPerson, at = new Date()): Promise<SessionToken> =>
  openSession(person, { by: 'password', factorAt: null, userAgent: null, ...request() }, at);

export const load = (token: SessionToken, at = new Date()) => loadContext(token, request(), at.getTime());

/** What a request of a session may, whatever its state. */
export async function contextIn(token: SessionToken, at = new Date()): Promise<Context> {
  const session = await load(token, at);
  if (session.state === 'none' || session.state === 'lapsed') throw new Error(`The session is ${session.state}.`);
  return session.ctx;
}

export const codeAt = (secret: string, at: Date): string =>
  generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });

/** Adds an authenticator app. Its code of that moment is taken by it. */
export async function addApp(ctx: Context, at = new Date()) {
  const { secret, offer } = await offerTotp(ctx, at);
  const added = await addTotp(ctx, { name: 'My app', offer, code: codeAt(secret, at) }, at);
  return { secret, ...added };
}
