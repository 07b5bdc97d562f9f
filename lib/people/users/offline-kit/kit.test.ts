/** The offline kit: made and confirmed, tested, withdrawn, and used once to sign in while people sign in by their provider only. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { listAttention } from '@/lib/admin/settings/attention';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { loadContext } from '@/lib/people/auth/load-context';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { listNotices } from '@/lib/people/notices/queries';
import type { Context } from '@/lib/platform/context';
import { client } from '@/lib/platform/db/client';
import { CareledgerError } from '@/lib/platform/errors';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { addApp } from '@/lib/tools/testing/factor-people';
import { insertUser, makeOrg } from '@/lib/tools/testing/factories';
import { workOn } from '@/lib/tools/testing/work';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { listCurrentSessions } from '../current-sessions';
import { setOnly } from '../sso/only';
import { confirmAll, connected, domain, newClinic, org, setUser } from '../sso/testing/clinic';
import { type MadeKit, makeKit, withdrawKit } from './make';
import { getKits, isKitMissing } from './queries';
import { makeSecret } from './secret';
import { type KitSignIn, signInByKit } from './sign-in';
import { tryCards } from './try-cards';

const HOUR_MS = 3_600_000;
const request = { requestId: 'r', ip: null };
const ada = () => `ada@${domain}`;

beforeEach(async () => {
  await newClinic();
  await setUser(org.admin.actor.id, { email: ada() });
});

const codesOf = (kit: MadeKit): string[] => kit.cards.map(({ code }) => code);

/** Made, and confirmed by the officer. */
async function readyKit(size = { needed: 2, cards: 3 }): Promise<MadeKit> {
  const kit = await makeKit(org.admin, size);
  await confirmAll();
  return kit;
}

const attempt = (cards: readonly string[], email = ada()): KitSignIn => ({
  email,
  cards,
  ip: `2001:db8::${randomUUID().slice(0, 4)}`,
  userAgent: 'Test/1.0',
  requestId: randomUUID(),
});
const enter = (cards: readonly string[], email?: string) => signInByKit(attempt(cards, email));
const words = (act: Promise<unknown>) =>
  act.then(
    () => 'in',
    (error: CareledgerError) => `${error.code} ${error.message}`,
  );
const live = (token: SessionToken, at = Date.now()) => loadContext(token, request, at);
const acts = async (action: LedgerAction) => (await eventsOf(org.orgId, action)).map(({ facts }) => facts);

async function onlyBySso(): Promise<void> {
  await connected();
  await setUser(org.admin.actor.id, { password: 'correct horse battery staple' });
  await setOnly(org.admin, { only: true, exceptIds: [org.admin.actor.id] });
}

describe('making a kit', () => {
  test('gives its cards once, keeps a slow digest and none of them, and opens nothing before it is confirmed', async () => {
    const kit = await makeKit(org.admin, { needed: 2, cards: 3 });
    expect(kit).toMatchObject({ organisation: expect.any(String), needed: 2, waits: true });
    expect(new Set(codesOf(kit)).size).toBe(3);
    const [row] = await ownerSql()`select * from offline_kits where org_id = ${org.orgId}`;
    expect(row?.verifier).toMatch(/^\$argon2id\$/);
    const kept = JSON.stringify([row, await ownerSql()`select * from ledger_entries where org_id = ${org.orgId}`]);
    for (const code of codesOf(kit)) expect(kept).not.toContain(code.slice(20, 29));
    expect(await words(enter(codesOf(kit).slice(0, 2)))).toContain('invalid');
    await expect(tryCards(org.admin, { cards: codesOf(kit) })).rejects.toThrow('no kit that is in force');
    await confirmAll();
    expect((await getKits(org.admin)).current).toMatchObject([{ id: kit.id, state: 'ready', needed: 2, cards: 3 }]);
    expect(await acts('kit.make')).toEqual([{ needed: 2, cards: 3 }]);
    expect(await acts('kit.start')).toEqual([{ needed: 2, cards: 3, replaced: 0 }]);
    expect((await listNotices(org.officer)).notices.map(({ words: said }) => said).join()).toContain('offline kit');
  });

  test('is refused to others, without a fresh factor, of sizes that are none, and while one waits', async () => {
    const size = { needed: 2, cards: 3 };
    for (const ctx of [org.operator, org.officer]) {
      await expect(makeKit(ctx, size)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const stale: Context = { ...org.admin, sessionId: org.admin.actor.id, freshUntilMs: Date.now() };
    await expect(makeKit(stale, size)).rejects.toMatchObject({ reason: 'STEP_UP' });
    for (const [needed, cards, field] of [
      [1, 3, 'needed'],
      [3, 2, 'cards'],
      [2, 10, 'cards'],
      [2.5, 3, 'needed'],
    ] as const) {
      await expect(makeKit(org.admin, { needed, cards })).rejects.toMatchObject({
        fields: { [field]: expect.any(String) },
      });
    }
    await makeKit(org.admin, size);
    await expect(makeKit(org.admin, size)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a kit that a second person stopped, or that was withdrawn, opens nothing, and another can be made', async () => {
    const stopped = await makeKit(org.admin, { needed: 2, cards: 2 });
    const [waiting] = (await listApprovals(org.officer)).waiting;
    await stopApproval(org.officer, { id: waiting?.id ?? '' }, APPROVAL_HANDLERS);
    expect(await words(enter(codesOf(stopped)))).toContain('invalid');
    const kit = await readyKit();
    await withdrawKit(org.admin, { id: kit.id });
    expect(await words(enter(codesOf(kit)))).toContain('invalid');
    await expect(withdrawKit(org.admin, { id: kit.id })).rejects.toMatchObject({ code: 'conflict' });
    const other = await makeOrg();
    await expect(withdrawKit(other.admin, { id: kit.id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await getKits(org.admin)).former.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
  });

  test('of somebody who is alone is in force at once: nobody else could confirm it', async () => {
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set active = false where org_id = ${org.orgId} and id <> ${org.admin.actor.id}`.execute(),
    );
    const kit = await makeKit(org.admin, { needed: 2, cards: 2 });
    expect(kit.waits).toBe(false);
    expect((await getKits(org.admin)).current).toMatchObject([{ state: 'ready' }]);
    expect(await enter(codesOf(kit))).toMatchObject({ userId: org.admin.actor.id });
  });

  test('a new one that is confirmed ends the former', async () => {
    const [former, kit] = [await readyKit(), await readyKit({ needed: 3, cards: 5 })];
    expect(await words(enter(codesOf(former)))).toContain('invalid');
    expect(await acts('kit.start')).toMatchObject([{ replaced: 0 }, { replaced: 1 }]);
    expect(await enter(codesOf(kit).slice(2))).toMatchObject({ userId: org.admin.actor.id });
  });
});

describe('testing a kit', () => {
  test('says whether the cards are right, opens no session, is an event each time, and leaves the kit as it was', async () => {
    const kit = await readyKit();
    await tryCards(org.admin, { cards: codesOf(kit).slice(1) });
    const [{ testedAt, testedBy } = { testedAt: null, testedBy: null }] = (await getKits(org.admin)).current;
    expect([testedBy, testedAt !== null]).toEqual(['Ada Admin', true]);
    const strange = await makeSecret(await keysOfOrg(org.orgId), { kitId: kit.id, needed: 2, cards: 3 });
    await expect(tryCards(org.admin, { cards: strange.codes.slice(0, 2) })).rejects.toThrow('do not bring the secret');
    expect(await eventsOf(org.orgId, 'kit.test')).toMatchObject([
      { outcome: 'done', facts: { cards: 2 } },
      { outcome: 'refused', facts: { cards: 2, reason: 'wrong_cards' } },
    ]);
    await expect(tryCards(org.operator, { cards: codesOf(kit) })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await enter(codesOf(kit).slice(0, 2))).toMatchObject({ userId: org.admin.actor.id });
  });
});

describe('signing in by a kit', () => {
  test('opens one session where people sign in by their provider only, is an event, and tells all administrators and officers by mail too', async () => {
    await onlyBySso();
    const grace = await insertUser(org, 'Grace Admin', org.profileIds.Administrator, org.roleIds.CEO);
    await setUser(grace, { email: `grace@${domain}` });
    const kit = await readyKit();
    const token = await enter([codesOf(kit)[2] ?? '', codesOf(kit)[0] ?? ''], ` GRACE@${domain} `);
    expect(await live(token)).toMatchObject({ state: 'live', ctx: { actor: { id: grace }, byKit: true } });
    expect(await acts('kit.use')).toEqual([{ cards: 2, needed: 2 }]);
    expect(await acts('user.sign_in')).toEqual([{ by: 'offline_kit' }]);
    const told = await ownerSql()`
      select u.name, n.to_mail from notices n join users u on u.org_id = n.org_id and u.id = n.user_id
      where n.org_id = ${org.orgId} and n.kind = 'kit.used' order by u.name`;
    expect(told.map(({ name, to_mail }) => [name, to_mail])).toEqual([
      ['Ada Admin', true],
      ['Grace Admin', true],
      ['Otto Officer', true],
    ]);
    expect(await words(enter(codesOf(kit).slice(0, 2)))).toContain('invalid');
    expect((await getKits(org.admin)).former).toMatchObject([{ state: 'used', endedBy: 'Grace Admin' }]);
  });

  test('opens one session, whoever of two is quicker', async () => {
    const kit = await readyKit();
    const both = await Promise.all([words(enter(codesOf(kit).slice(0, 2))), words(enter(codesOf(kit).slice(1)))]);
    expect(both.filter((said) => said === 'in')).toHaveLength(1);
    expect(await acts('kit.use')).toHaveLength(1);
  });

  test('lasts an hour, whatever the organisation lets others have', async () => {
    const begun = Date.now();
    const token = await enter(codesOf(await readyKit()));
    const { policy } = (await live(token)) as { policy?: { longestHours: number } };
    expect(policy?.longestHours).toBe(1);
    expect(await live(token, begun + 10 * 60_000)).toMatchObject({ state: 'live' });
    expect(await live(token, begun + HOUR_MS + 60_000)).toMatchObject({ state: 'lapsed', reason: 'expired' });
    await ownerSql()`
      update sessions set last_seen_at = ${new Date(begun + HOUR_MS).toISOString()}::timestamptz
      where org_id = ${org.orgId} and id = ${token.sessionId}`;
    const listed = async (minutes: number) =>
      (await listCurrentSessions(org.admin, {}, new Date(begun + minutes * 60_000))).sessions.map(({ by }) => by);
    expect([await listed(59), await listed(62)]).toEqual([['offline_kit'], []]);
  });

  test('reveals nothing, confirms nothing, and is fresh for what sets sign-in right', async () => {
    await asOwner(org.orgId, (tx) =>
      tx.sql`
        update profiles set rights = jsonb_set(rights, '{org}', rights -> 'org' || '["revealPhi", "emergencyAccess"]')
        where org_id = ${org.orgId} and id = ${org.profileIds.Administrator}`.execute(),
    );
    const kit = await readyKit();
    const session = await live(await enter(codesOf(kit)));
    if (session.state !== 'live') throw new Error(`It is ${session.state}.`);
    expect(session.ctx.rights.org).toContain('manageUsers');
    for (const right of ['revealPhi', 'emergencyAccess']) expect(session.ctx.rights.org).not.toContain(right);
    const next = await makeKit(session.ctx, { needed: 2, cards: 3 });
    expect(next.waits).toBe(true);
    const grace = await insertUser(org, 'Grace Admin', org.profileIds.Administrator, org.roleIds.CEO);
    const byKit: Context = { ...session.ctx, actor: { kind: 'user', id: grace, name: 'Grace Admin' } };
    const [waiting] = (await listApprovals(org.officer)).waiting;
    await expect(confirmApproval(byKit, { id: waiting?.id ?? '' }, APPROVAL_HANDLERS)).rejects.toMatchObject({
      reason: 'BY_KIT',
    });
  });

  test('asks for the second factor of whoever has one here', async () => {
    await addApp(org.admin);
    const token = await enter(codesOf(await readyKit()));
    expect(await live(token)).toMatchObject({ state: 'factor', enrolled: true, ctx: { rights: { org: [] } } });
  });

  test('is answered the same for wrong cards, unknown addresses, and whoever is no active administrator; each is an event', async () => {
    const kit = await readyKit();
    const right = codesOf(kit).slice(0, 2);
    await setUser(org.operator.actor.id, { email: `olga@${domain}` });
    const gone = await insertUser(org, 'Gone', org.profileIds.Administrator, org.roleIds.CEO);
    await setUser(gone, { email: `gone@${domain}` });
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set active = false where org_id = ${org.orgId} and id = ${gone}`.execute(),
    );
    const other = await makeOrg();
    const foreign = (await makeKit(other.admin, { needed: 2, cards: 2 })).cards.map(({ code }) => code);
    const begun = performance.now();
    const said = [
      await words(enter(right, `nobody@${domain}`)),
      await words(enter(right, `olga@${domain}`)),
      await words(enter(right, `gone@${domain}`)),
      await words(enter(foreign)),
    ];
    expect(new Set(said).size).toBe(1);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(4 * 499);
    const failed = (await eventsOf(org.orgId, 'user.sign_in_failed')).map(({ facts }) => facts);
    expect(failed).toEqual([
      { reason: 'not_an_administrator', by: 'offline_kit' },
      { reason: 'not_an_administrator', by: 'offline_kit' },
      { reason: 'wrong_cards', by: 'offline_kit' },
    ]);
    expect(await enter(right)).toMatchObject({ userId: org.admin.actor.id });
  });

  test('costs a proof of work after ten wrong tries, known address or not, and the right cards go through by one', async () => {
    const [kit, foreign] = [await readyKit(), await makeKit((await makeOrg()).admin, { needed: 2, cards: 2 })];
    const wrong = foreign.cards.map(({ code }) => code);
    for (const email of [ada(), `nobody@${domain}`]) {
      await Promise.all(Array.from({ length: 10 }, () => words(enter(wrong, email))));
      await expect(enter(wrong, email)).rejects.toMatchObject({ code: 'limited', reason: 'PROOF' });
    }
    const given = attempt(codesOf(kit).slice(1));
    const asked = await signInByKit(given).catch((error: CareledgerError) => error);
    if (!(asked instanceof CareledgerError)) throw new Error('It was let in.');
    expect(await signInByKit({ ...given, proof: workOn(String(asked.facts.challenge)) })).toMatchObject({
      userId: org.admin.actor.id,
    });
  });

  test('a kit that SQL put in force, or whose digest it changed, opens nothing and is an event', async () => {
    const waiting = await makeKit(org.admin, { needed: 2, cards: 2 });
    await asOwner(org.orgId, (tx) =>
      tx.sql`update offline_kits set state = 'ready' where org_id = ${org.orgId} and id = ${waiting.id}`.execute(),
    );
    expect(await words(enter(codesOf(waiting)))).toContain('invalid');
    expect((await getKits(org.admin)).current).toMatchObject([{ state: 'changed' }]);
    expect(await acts('integrity.failed')).toContainEqual(expect.objectContaining({ what: 'bearer' }));
    await withdrawKit(org.admin, { id: waiting.id });
    expect((await getKits(org.admin)).current).toEqual([]);
  });

  test('what has ended does not begin again, not even by the role of the app', async () => {
    const kit = await readyKit();
    await enter(codesOf(kit));
    const again = client().begin(async (sql) => {
      await sql`select app.begin_act(${org.orgId})`;
      await sql`update offline_kits set state = 'ready', ended_at = null where org_id = ${org.orgId}`;
    });
    await expect(again).rejects.toMatchObject({ code: 'CL006' });
  });
});

test('where people sign in by their provider only and no kit is in force, administrators are told so', async () => {
  expect(await isKitMissing(org.admin)).toBe(false);
  await onlyBySso();
  const keys = async () => (await listAttention(org.admin)).map(({ key }) => key);
  expect([await isKitMissing(org.admin), (await keys()).includes('kit')]).toEqual([true, true]);
  await readyKit();
  expect([await isKitMissing(org.admin), (await keys()).includes('kit')]).toEqual([false, false]);
  await expect(isKitMissing(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
});
