import { beforeAll, expect, test } from 'vitest';
import { assertMayChat } from '@/lib/chat/access';
import { getModule } from '@/lib/crm/modules/definition';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import { ACCOUNT_WAITS, whyNotReveal } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { assertMayRead } from '@/lib/protection/disclose/conversations';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { restClient } from '@/lib/tools/testing/rest';
import { signIn } from './sign-in';

const WORDS = 'Your account waits for the confirmation of a second person. Until then it may not';
const PASSWORD = 'correct horse battery staple';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

/** Signed in, while the account waits or not. */
async function signedIn(who: Context, waits: boolean): Promise<Context> {
  const email = `${who.actor.id}@test.example`;
  const hash = await hashPassword(PASSWORD);
  await asOwner(org.orgId, (tx) =>
    tx.sql`
      update users set email = ${email}, password_hash = ${hash}, phi_suspended = ${waits}
      where org_id = ${org.orgId} and id = ${who.actor.id}`.execute(),
  );
  const token = await signIn({ email, password: PASSWORD, ip: '192.0.2.1', userAgent: null, requestId: 'r' });
  const session = await loadContext(token, { requestId: 'r', ip: null });
  if (session.state !== 'live') throw new Error(session.state);
  return session.ctx;
}

test('somebody whose account waits for a second person is told so wherever they may not reveal, not that their profile may not', async () => {
  const ctx = await signedIn(org.operator, true);
  const conversation = { id: '1', visitorId: '2' };
  const module = getModule(await org.metadata(), 'Contacts');
  const reveal = { code: 'forbidden', reason: ACCOUNT_WAITS, message: `${WORDS} reveal personal health data.` };
  const read = { ...reveal, message: `${WORDS} read conversations.` };
  expect(() => assertMayChat(ctx)).toThrow(expect.objectContaining(read));
  await expect(inOrg(org.orgId, (tx) => assertMayRead(tx, ctx, conversation))).rejects.toMatchObject(read);
  expect(() => assertMayReveal(ctx, module)).toThrow(expect.objectContaining(reveal));
  expect(whyNotReveal(ctx, 'read it')).toBe(`${WORDS} read it.`);
});

test('whose profile does not grant the right is told of the profile, whether the account waits or not', async () => {
  for (const waits of [true, false]) {
    const ctx = await signedIn(org.admin, waits);
    expect(() => assertMayChat(ctx)).toThrow('Your profile may not read conversations.');
    expect(whyNotReveal(ctx, 'read it')).toBe('Your profile may not read it.');
  }
});

test('a program is told that the account it acts for waits', async () => {
  await signedIn(org.operator, false);
  const rest = await restClient(org, org.operator);
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set phi_suspended = true where org_id = ${org.orgId} and id = ${org.operator.actor.id}`.execute(),
  );
  const { status, body } = await rest('GET', `/salesiq/v2/${org.orgId}/conversations/1`);
  expect([status, body.error.message]).toEqual([
    403,
    'The account that this client acts for waits for the confirmation of a second person. Until then it may not read conversations.',
  ]);
});
