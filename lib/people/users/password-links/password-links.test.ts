/** "Forgot your password?", and the link that comes of it. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import { listNotices } from '@/lib/people/notices/queries';
import { linkIn, mailsOf } from '@/lib/people/outbox/testing/mails';
import { challengeOf } from '@/lib/platform/crypto/proof-of-work';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { setUserActive } from '../set-user-active';
import { signIn } from '../sign-in';
import { updateUser } from '../update-user';
import { askPasswordLink } from './ask';
import { choosePassword } from './choose';

const OLD = 'kettle garden under the moon';
const OWN = 'orchard lantern on the river';
const HOUR = 3_600_000;

let org: TestOrg;
let email: string;
let id: string;
beforeEach(async () => {
  org = await makeOrg();
  ({ id } = org.operator.actor);
  email = `olga-${randomUUID()}@test.example`;
  const hash = await hashPassword(OLD);
  await asOwner(org.orgId, (tx) => tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${id}`);
});

const request = () => randomUUID();
const enter = (password: string) => signIn({ email, password, ip: null, userAgent: null, requestId: request() });
async function asks(address: string): Promise<void> {
  const { enqueued } = await askPasswordLink({ email: address }, request());
  await enqueued;
}
async function askedLink() {
  await asks(email);
  const { id: linkId, token } = linkIn((await mailsOf(org.orgId, 'password_link')).at(-1));
  return { linkId, token };
}
const choose = (link: { linkId: string; token: string }, password = OWN, at = new Date()) =>
  choosePassword({ ...link, password }, request(), at);

describe('whoever asks', () => {
  test('gets a link by mail at the address that the account has; of it the database holds nothing', async () => {
    const { token } = await askedLink();
    const mails = await mailsOf(org.orgId);
    expect(mails.map(({ template, userId, content }) => [template, userId, content?.to])).toEqual([
      ['password_link', id, email],
    ]);
    await expectNowhereInDatabase([token.split('.')[1] ?? '']);
    expect(await eventsOf(org.orgId, 'user.ask_password')).toMatchObject([{ outcome: 'done', subjectId: id }]);
  });

  test('is told the same after half a second, which waits for no mail, whether the address is known, unknown or deactivated', async () => {
    const idle = await makeOrg();
    const gone = `gone-${randomUUID()}@test.example`;
    await asOwner(idle.orgId, (tx) => tx.sql`update users set email = ${gone} where id = ${idle.operator.actor.id}`);
    await setUserActive(idle.admin, { id: idle.operator.actor.id, active: false });
    for (const address of [email, gone, `nobody-${randomUUID()}@test.example`]) {
      const begun = performance.now();
      const { enqueued } = await askPasswordLink({ email: address }, request());
      expect(performance.now() - begun).toBeGreaterThan(499);
      await enqueued;
    }
    expect(await mailsOf(idle.orgId, 'password_link')).toEqual([]);
    expect(await eventsOf(idle.orgId, 'user.ask_password')).toMatchObject([
      { outcome: 'refused', facts: { reason: 'deactivated' } },
    ]);
  });

  test('gets no link where people sign in by their provider only, and is told the same', async () => {
    // What SQL put in counts as on, with nobody excepted.
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
        insert into settings (org_id, key, value, updated_by)
        values (${org.orgId}, 'only_sso', '{"only":true,"exceptIds":[]}', ${org.admin.actor.id})`,
    );
    await asks(email);
    expect(await mailsOf(org.orgId, 'password_link')).toEqual([]);
    expect(await eventsOf(org.orgId, 'user.ask_password')).toMatchObject([
      { outcome: 'refused', facts: { reason: 'only_single_sign_on' } },
    ]);
  });

  test('fills nobody’s mailbox: three links an hour, and after ten tries at an address each costs work, known or not', async () => {
    for (const address of [email, `nobody-${randomUUID()}@test.example`]) {
      for (let n = 0; n < 9; n += 1) await asks(address);
      const asked = await askPasswordLink({ email: address }, request()).catch((error: unknown) => error);
      expect(asked).toMatchObject({ code: 'limited', reason: 'PROOF' });
      expect(challengeOf(`${(asked as { facts: { challenge: string } }).facts.challenge}.1`)).toBeTruthy();
    }
    expect((await mailsOf(org.orgId, 'password_link')).length).toBe(3);
  });

  test('with an account in two organisations gets a link of each, and neither tells of the other', async () => {
    const other = await makeOrg('Elsewhere Hospital');
    await asOwner(other.orgId, (tx) => tx.sql`update users set email = ${email} where id = ${other.operator.actor.id}`);
    await asks(email);
    const [one] = await mailsOf(org.orgId, 'password_link');
    const [two] = await mailsOf(other.orgId, 'password_link');
    expect(one?.content?.text).not.toContain('Elsewhere');
    expect(two?.content?.text).toContain('Elsewhere Hospital');
  });
});

describe('the link', () => {
  test('sets a password once, ends all sessions, and its owner is told', async () => {
    const session = await enter(OLD);
    const link = await askedLink();
    expect(await choose(link)).toEqual({ email });
    expect(await choose(link, 'another lantern on the lake')).toEqual({ ok: false, why: 'used' });
    await expect(enter(OLD)).rejects.toMatchObject({ code: 'invalid' });
    expect((await enter(OWN)).userId).toBe(id);
    const loaded = await loadContext(session, { requestId: request(), ip: null });
    expect(loaded).toMatchObject({ state: 'none', reason: 'ended_by_user' });
    expect((await eventsOf(org.orgId, 'user.change_password'))[0]).toMatchObject({
      subjectId: id,
      facts: { by: 'link', sessionsEnded: 1 },
    });
    expect((await listNotices(org.operator)).notices[0]?.words).toMatch(/^A new password was chosen/);
  });

  test('is good for an hour', async () => {
    const link = await askedLink();
    expect(await choose(link, OWN, new Date(Date.now() + HOUR))).toEqual({ ok: false, why: 'expired' });
  });

  test('ends with another address, another password, and with the account', async () => {
    const place = { profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
    const first = await askedLink();
    const second = await askedLink();
    expect(await choose(second)).toEqual({ email });
    expect(await choose(first)).toEqual({ ok: false, why: 'changed' });

    const third = await askedLink();
    await updateUser(org.admin, { id, name: 'Olga Operator', email: `x${email}`, ...place });
    expect(await choose(third)).toEqual({ ok: false, why: 'changed' });
    expect((await mailsOf(org.orgId, 'address_changed'))[0]?.content).toMatchObject({ to: email });
    await updateUser(org.admin, { id, name: 'Olga Operator', email, ...place });
    await setUserActive(org.admin, { id, active: false });
    expect(await choose(third)).toEqual({ ok: false, why: 'changed' });
  });

  test('opens nothing that is cut short, of another, or that SQL put in or prolonged', async () => {
    const link = await askedLink();
    const wrong = { ok: false, why: 'wrong_link' };
    for (const token of [link.token.slice(0, -1), '1.abc', 'none']) {
      expect(await choose({ ...link, token })).toEqual(wrong);
    }
    expect(await choose({ ...link, linkId: '77' })).toEqual(wrong);
    await ownerSql()`update password_links set expires_at = expires_at + interval '1 day' where id = ${link.linkId}`;
    expect(await choose(link)).toEqual(wrong);
  });

  test('takes a good password only, and stays until it has one', async () => {
    const link = await askedLink();
    await expect(choose(link, 'password1234')).rejects.toMatchObject({ fields: { password: expect.any(String) } });
    expect(await choose(link)).toEqual({ email });
  });
});
