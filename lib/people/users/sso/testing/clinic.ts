/** A clinic with single sign-on, and what comes of a provider's answers, for tests. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import type { ConnectionInput } from '../config';
import { findConnection, type SsoConnection } from '../connection';
import type { Identity } from '../person';
import { createConnection } from '../save';
import { signInBySso } from '../sign-in';
import { switchOn } from '../switch';

/** The organisation of the test, a domain of its own, and the operator's address there. */
export let org: TestOrg;
export let domain: string;
export let email: string;

export async function newClinic(): Promise<void> {
  org = await makeOrg();
  domain = `clinic-${randomUUID().slice(0, 8)}.example`;
  email = `olga@${domain}`;
  await setUser(org.operator.actor.id, { email });
}

export const setUser = (id: Id, { email, password }: { email?: string; password?: string }) =>
  asOwner(org.orgId, async (tx) => {
    if (email) await tx.sql`update users set email = ${email} where org_id = ${org.orgId} and id = ${id}`;
    if (!password) return;
    const hash = await hashPassword(password);
    await tx.sql`update users set password_hash = ${hash} where org_id = ${org.orgId} and id = ${id}`;
  });

type OidcInput = Extract<ConnectionInput, { kind: 'oidc' }>;

/** A connection by OpenID Connect, as an administrator writes it. */
export const input = (more: Partial<OidcInput> = {}): OidcInput => ({
  kind: 'oidc',
  name: 'Okta',
  issuer: 'https://idp.example',
  clientId: 'careledger',
  clientSecret: 'S3cret-of-the-provider',
  domains: [domain],
  ...more,
});

export const read = (id: Id): Promise<SsoConnection> =>
  inOrg(org.orgId, (tx) => findConnection(tx, id)).then((found) => found as SsoConnection);

/** The officer confirms all that waits. */
export async function confirmAll(by: Context = org.officer): Promise<void> {
  for (const { id } of (await listApprovals(by)).waiting) await confirmApproval(by, { id }, APPROVAL_HANDLERS);
}

export async function connected(more: Parameters<typeof input>[0] = {}): Promise<SsoConnection> {
  const id = await createConnection(org.admin, input(more));
  await switchOn(org.admin, { id });
  await confirmAll();
  return read(id);
}

export const who = (more: Partial<Identity> = {}): Identity => ({
  subject: 'olga-1',
  email,
  emailVerified: true,
  name: 'Olga O.',
  groups: [],
  claims: {},
  ...more,
});
export const browser = { ip: '192.0.2.7', userAgent: 'Test/1.0', requestId: 'r', former: null };
export const comeIn = (connection: SsoConnection, given: Partial<Identity> = {}) =>
  signInBySso({ orgId: org.orgId, connection }, who(given), browser);
export const session = (token: SessionToken) => loadContext(token, { requestId: 'r', ip: null });
export const reasons = async () => (await eventsOf(org.orgId, 'user.sign_in_failed')).map(({ facts }) => facts.reason);
export const notLetIn = (act: Promise<unknown>): Promise<void> =>
  expect(act).rejects.toMatchObject({ reason: 'NOT_LET_IN' });
export const place = (profile: 'Administrator' | 'Operator' | 'Compliance Officer') => ({
  profileId: org.profileIds[profile],
  roleId: org.roleIds.Manager,
});
