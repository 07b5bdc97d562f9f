import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { confirmApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import { systemContext } from '@/lib/platform/context';
import { client } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { ACTION_NAMES } from '@/lib/protection/ledger/action-groups';
import { encodeEntry, entryOfRow } from '@/lib/protection/ledger/entry';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { entriesById } from '@/lib/protection/ledger/queries';
import { DEFAULT_TERMS, retentionKindOf } from '@/lib/protection/ledger/retention/kinds';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { inclusionProof, isIncluded } from '@/lib/protection/ledger/tree/proofs';
import { headOf, leafOf, storedHashes } from '@/lib/protection/ledger/tree/stored';
import { verifyOrg } from '@/lib/protection/ledger/verify/verify-org';
import { whoSawRecord } from '@/lib/protection/ledger/who-saw';
import { mutate } from '@/lib/protection/mutate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { appendOld, setTermsInForce, twoDaysLater } from '@/lib/tools/testing/old-entries';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { expireEntries } from './expire';
import { liftHold, setHold } from './holds';
import { getRetention } from './queries';
import { setTerms } from './terms';

let org: TestOrg;
let other: TestOrg;
let notes: string[];
let ids: { views: Id[]; chats: Id[]; later: Id[] };

const RECORD = '7700';
const CONVERSATION = '8800';

beforeAll(async () => {
  other = await makeOrg();
});

beforeEach(async () => {
  org = await makeOrg();
  notes = [];
  const seen = { module: 'Contacts', recordId: RECORD, fields: ['Email'], facts: { n: 1 } };
  const views = await appendOld(org, '2024-02-10T10:00:00Z', [
    { action: 'record.view', ...seen },
    { action: 'record.reveal', ...seen, purpose: 'treatment', note: 'asked by phone' },
    { action: 'record.update', module: 'Contacts', recordId: '7701', changes: { Department: { new: 'Ward 1' } } },
  ]);
  const chats = await appendOld(org, '2024-03-10T10:00:00Z', [
    { action: 'conversation.open', subjectId: CONVERSATION, facts: { visitId: '5' } },
    { action: 'conversation.close', subjectId: '8801' },
  ]);
  const later = await appendOld(org, '2026-09-10T10:00:00Z', [{ action: 'record.view', ...seen }]);
  ids = { views, chats, later };
  await integrate();
});

const integrate = async () => void notes.push((await integrateOrg(org.orgId))?.note ?? '');
const covered = () => inOrg(org.orgId, async (tx) => (await headOf(tx))?.size ?? 0);
const expire = async () => expireEntries(systemContext(org.orgId, 'retention'), await covered());
const rowsOf = (some: readonly Id[]) => inOrg(org.orgId, (tx) => entriesById(tx, some));
const verdict = () => verifyOrg(org.orgId, { published: notes.filter((note) => note !== '') });
const bodies = async (some: readonly Id[]) => (await rowsOf(some)).map(({ expiredBy }) => expiredBy === null);
const YEAR = { records: '1 year', chat: '1 year' } as const;

/** Until so many in this database wait for a lock of another. */
const untilWaiting = (count: number) =>
  vi.waitFor(async () => {
    const [row] = await ownerSql()<[{ n: number }]>`
      select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    expect(row.n).toBeGreaterThanOrEqual(count);
  }, 30_000);

async function confirmAll(): Promise<void> {
  const { waiting } = await listApprovals(org.officer);
  for (const { id } of waiting) await confirmApproval(org.officer, { id }, APPROVAL_HANDLERS);
}

describe('expiry', () => {
  test('keeps everything for six years as long as nobody sets another term', async () => {
    expect(await expire()).toBe(0);
    expect(await bodies([...ids.views, ...ids.chats, ...ids.later])).not.toContain(false);
  });

  test('takes the bodies month by month, says so in entries of counts, and everything still verifies', async () => {
    const before = await rowsOf(ids.views);
    await setTermsInForce(org, YEAR);
    expect(await expire()).toBe(5);
    expect(await bodies([...ids.views, ...ids.chats])).not.toContain(true);
    expect(await bodies(ids.later)).toEqual([true]);
    const rows = await rowsOf(ids.views);
    expect(rows[1]).toMatchObject({ action: 'record.reveal', recordId: RECORD, leafHash: before[1]?.leafHash });
    expect(rows[1]).toMatchObject({
      actorName: '',
      ip: null,
      module: null,
      purpose: null,
      sealedDetail: null,
      facts: '{}',
    });
    const said = await ownerSql()<{ facts: string }[]>`
      select facts from ledger_entries where org_id = ${org.orgId} and action = 'ledger.expire' order by id`;
    expect(said.map(({ facts }) => JSON.parse(facts))).toEqual([
      { kind: 'records', month: '2024-02', count: 3, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { kind: 'chat', month: '2024-03', count: 2, digest: expect.any(String) },
    ]);
    expect(await verdict()).toMatchObject({ verdict: 'valid', problem: null });
    await integrate();
    expect(await verdict()).toMatchObject({ verdict: 'valid', problem: null });
    expect(await expire()).toBe(0);
  });

  test('a proof that was made before still holds, and a new one can be made', async () => {
    const [row] = await rowsOf(ids.views);
    const leaf = hashLeaf(encodeEntry(entryOfRow(row as NonNullable<typeof row>)));
    const prove = () =>
      inOrg(org.orgId, async (tx) => {
        const [index, head] = [(await leafOf(tx, ids.views[0] as Id)) ?? -1, await headOf(tx)];
        const size = head?.size ?? 0;
        return { index, size, root: head?.root as Buffer, proof: await inclusionProof(index, size, storedHashes(tx)) };
      });
    const old = await prove();
    await setTermsInForce(org, YEAR);
    await expire();
    await integrate();
    for (const { index, size, root, proof } of [old, await prove()])
      expect(isIncluded(leaf, index, { size, root }, proof)).toBe(true);
  });

  test('who saw a record is as many as before', async () => {
    const seen = () => inOrg(org.orgId, (tx) => whoSawRecord(tx, org.officer, RECORD));
    const [before] = await seen();
    await setTermsInForce(org, YEAR);
    await expire();
    expect(await seen()).toMatchObject([
      { actorId: before?.actorId, name: 'Olga Operator', views: before?.views, reveals: before?.reveals },
    ]);
  });

  test('nothing goes beyond what a checkpoint outside covers', async () => {
    await setTermsInForce(org, YEAR);
    expect(await expireEntries(systemContext(org.orgId, 'retention'), 0)).toBe(0);
    const [fresh] = await appendOld(org, '2024-05-01T00:00:00Z', [{ action: 'record.view', recordId: RECORD }]);
    await expire();
    expect(await bodies([fresh as Id])).toEqual([true]);
  });

  test('an entry that was changed keeps what it says now, and is told once; nothing else waits for it', async () => {
    await setTermsInForce(org, YEAR);
    await ownerSql().begin(async (sql) => {
      await sql`alter table ledger_entries disable trigger user`;
      await sql`update ledger_entries set purpose = 'other' where org_id = ${org.orgId} and id = ${ids.views[1] as Id}`;
      await sql`alter table ledger_entries enable trigger user`;
    });
    expect(await expire()).toBe(4);
    expect(await bodies(ids.views)).toEqual([false, true, false]);
    expect(await bodies(ids.chats)).not.toContain(true);
    expect(await expire()).toBe(0);
    expect(await eventsOf(org.orgId, 'integrity.failed')).toMatchObject([
      { facts: { what: 'entry' }, subjectId: ids.views[1] },
    ]);
  });

  test('nothing expires while the terms are not as Careledger wrote them', async () => {
    await setTermsInForce(org, YEAR);
    await ownerSql()`
      update settings set value = '{"records": "60 days", "chat": "60 days"}'
      where org_id = ${org.orgId} and key = 'ledger_retention'`;
    expect(await expire()).toBe(0);
  });
});

describe('what the database refuses to the role of the app', () => {
  const take = async (some: readonly Id[], month: string, kind = 'records', upTo?: number) => {
    const size = upTo ?? (await covered());
    const checks = some.map(() => '00'.repeat(16));
    return client().begin(async (sql) => {
      await sql`select app.begin_act(${org.orgId})`;
      await sql`select app.expire_entries(${newId()}, ${kind}, ${month}::date, ${size}, ${some as Id[]}::bigint[], ${checks}::text[])`;
    });
  };
  const refused = { code: 'CL100' };

  test('what is younger than its term, of another kind or month, not in the tree, or held', async () => {
    await expect(take(ids.views, '2024-02-01')).rejects.toMatchObject(refused);
    await setTermsInForce(org, YEAR);
    await expect(take(ids.later, '2026-09-01')).rejects.toMatchObject(refused);
    await expect(take(ids.views, '2024-02-01', 'chat')).rejects.toMatchObject(refused);
    await expect(take(ids.views, '2024-03-01')).rejects.toMatchObject(refused);
    await expect(take(ids.views, '2024-02-10')).rejects.toMatchObject(refused);
    await expect(take(ids.views, '2024-02-01', 'records', 1_000_000)).rejects.toMatchObject(refused);
    await expect(take(ids.views, '2024-02-01', 'records', 0)).rejects.toMatchObject(refused);
    await setHold(org.officer, { scope: 'record', subjectId: RECORD, reason: 'A complaint' });
    await expect(take(ids.views, '2024-02-01')).rejects.toMatchObject(refused);
    await take([ids.views[2] as Id], '2024-02-01');
    // Taken without the keys: it has no check, and no entry explains it.
    expect(await verdict()).toMatchObject({ verdict: 'invalid', problem: { entryId: ids.views[2] } });
  });

  test('a shorter term that it writes itself counts a day later, however it dates it', async () => {
    await mutate(org.admin, 'ledger.retain', async (tx) => {
      await tx.sql`
        insert into settings (org_id, key, value, updated_by, updated_at)
        values (${tx.orgId}, 'ledger_retention', '{"records": "60 days"}', 1, now() - interval '9 years')`;
      return { value: undefined, entries: [{ action: 'ledger.retain' }] };
    });
    await expect(take(ids.views, '2024-02-01')).rejects.toMatchObject(refused);
    expect(await verdict()).toMatchObject({ verdict: 'invalid' });
  });

  test('a hold that it lifts itself holds for a day more, and cannot be removed', async () => {
    await setTermsInForce(org, YEAR);
    await setHold(org.officer, { scope: 'org', reason: 'A lawsuit' });
    await client().begin(async (sql) => {
      await sql`select app.begin_act(${org.orgId})`;
      await sql`select set_config('app.writer', 'new_org', true)`;
      await sql`update ledger_holds set lifted_by = 1, lifted_at = now() - interval '1 year' where org_id = ${org.orgId}`;
    });
    await expect(take(ids.views, '2024-02-01')).rejects.toMatchObject(refused);
    await twoDaysLater(org);
    expect(await expire()).toBe(0);
    const removed = client().begin(async (sql) => {
      await sql`select app.begin_act(${org.orgId})`;
      await sql`delete from ledger_holds`;
    });
    await expect(removed).rejects.toMatchObject({ code: '42501' });
  });

  test('which kind an entry is of is the same in both languages', async () => {
    const rows = await ownerSql()<{ action: string; kind: string | null }[]>`
      select action, app.ledger_kind(action) as kind from unnest(${[...ACTION_NAMES, 'review.sign']}::text[]) as a (action)`;
    for (const { action, kind } of rows) expect(kind, action).toBe(retentionKindOf(action));
  });
});

describe('terms', () => {
  test('a shorter one takes the words, a second person and a day; each step is an event', async () => {
    const terms = { ...DEFAULT_TERMS, chat: '1 year' } as const;
    await expect(setTerms(org.admin, { terms })).rejects.toMatchObject({ reason: 'CONFIRM' });
    expect(await setTerms(org.admin, { terms, confirmation: 'Live chat 1 year' })).toEqual({ waits: true });
    expect(await getRetention(org.admin)).toMatchObject({ terms: DEFAULT_TERMS, waits: true });
    await confirmAll();
    expect(await getRetention(org.admin)).toMatchObject({ terms, waits: false });
    expect(await eventsOf(org.orgId, 'ledger.retain')).toMatchObject([{ outcome: 'done', fields: ['chat'] }]);
    expect(await expire()).toBe(0);
    await twoDaysLater(org);
    expect(await expire()).toBe(2);
    expect(await bodies(ids.views)).not.toContain(false);
  });

  test('what was kept for good is not taken the night after the term became six years', async () => {
    const [old] = await appendOld(org, '2019-05-10T10:00:00Z', [{ action: 'record.view', recordId: RECORD }]);
    await integrate();
    await setTermsInForce(org, { records: 'forever' });
    expect(await expire()).toBe(0);
    await setTerms(org.admin, { terms: DEFAULT_TERMS });
    await confirmAll();
    expect(await getRetention(org.admin)).toMatchObject({ terms: DEFAULT_TERMS, waits: false });
    expect(await expire()).toBe(0);
    await twoDaysLater(org);
    expect(await expire()).toBe(1);
    expect(await bodies([old as Id, ...ids.views])).toEqual([false, true, true, true]);
  });

  test('a longer one is in force at once', async () => {
    const terms = { ...DEFAULT_TERMS, people: 'forever' } as const;
    expect(await setTerms(org.admin, { terms })).toEqual({ waits: false });
    expect(await getRetention(org.officer)).toMatchObject({ terms });
  });

  test('are for those who manage compliance, and of the own organisation', async () => {
    const terms = { ...DEFAULT_TERMS, people: 'forever' } as const;
    await expect(setTerms(org.officer, { terms })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setTerms(org.operator, { terms })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getRetention(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await setTerms(org.admin, { terms });
    expect(await getRetention(other.admin)).toMatchObject({ terms: DEFAULT_TERMS });
    await expect(setTerms(org.admin, { terms: { ...terms, chat: '2 days' as never } })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('what would expire is shown before it does', async () => {
    await setTermsInForce(org, YEAR);
    await setHold(org.officer, { scope: 'record', subjectId: RECORD, reason: 'A complaint' });
    expect((await getRetention(org.officer)).tonight).toEqual([
      { kind: 'records', month: '2024-02', due: 1, held: 2 },
      { kind: 'chat', month: '2024-03', due: 2, held: 0 },
    ]);
  });
});

describe('a hold', () => {
  beforeEach(() => setTermsInForce(org, YEAR));

  test.each([
    ['record', RECORD, [true, true, false], [false, false]],
    ['conversation', CONVERSATION, [false, false, false], [true, false]],
  ] as const)('of a %s keeps its entries and no others', async (scope, subjectId, views, chats) => {
    await setHold(org.officer, { scope, subjectId, reason: 'A complaint' });
    await expire();
    expect(await bodies(ids.views)).toEqual(views);
    expect(await bodies(ids.chats)).toEqual(chats);
    expect(await verdict()).toMatchObject({ verdict: 'valid' });
  });

  test('waits for a batch that runs: once it is set no body of it goes', async () => {
    await setTermsInForce(org, YEAR);
    const inTurn: string[] = [];
    let expiring: Promise<unknown> = Promise.resolve();
    let holding: Promise<unknown> = Promise.resolve();
    await ownerSql().begin(async (sql) => {
      // The batch waits in its middle, for one of its entries.
      await sql`select from ledger_entries where org_id = ${org.orgId} and id = ${ids.views[0] as Id} for update`;
      expiring = expire().then(() => inTurn.push('expired'));
      await untilWaiting(1);
      holding = setHold(org.officer, { scope: 'record', subjectId: RECORD, reason: 'Case 7' }).then(() =>
        inTurn.push('held'),
      );
      await untilWaiting(2);
      expect(inTurn).toEqual([]);
    });
    await Promise.all([expiring, holding]);
    expect(await rowsOf(ids.views).then((rows) => rows.map(({ expiredBy }) => expiredBy !== null))).not.toContain(
      false,
    );
    expect(inTurn.sort()).toEqual(['expired', 'held']);
    // The next batch sees it.
    const [later] = await appendOld(org, '2024-02-03T00:00:00Z', [{ action: 'record.view', recordId: RECORD }]);
    await integrate();
    expect(await expire()).toBe(0);
    expect(await bodies([later as Id])).toEqual([true]);
    expect(await verdict()).toMatchObject({ verdict: 'valid', problem: null });
  });

  test('of a person keeps what they did, of everything all', async () => {
    await setHold(org.admin, { scope: 'person', subjectId: org.operator.actor.id, reason: 'An inquiry' });
    expect(await expire()).toBe(0);
    await setHold(org.admin, { scope: 'org', reason: 'A lawsuit' });
    expect(await expire()).toBe(0);
  });

  test('is lifted by two, an event each, and lets go a day later', async () => {
    const { holdId } = await setHold(org.admin, { scope: 'org', reason: 'Smith v. Clinic' });
    expect(await eventsOf(org.orgId, 'ledger.hold')).toMatchObject([{ facts: { scope: 'org' } }]);
    expect((await getRetention(org.admin)).holds).toMatchObject([
      { id: holdId, reason: 'Smith v. Clinic', waits: false },
    ]);
    expect(await liftHold(org.admin, { holdId })).toEqual({ waits: true });
    expect((await getRetention(org.admin)).holds).toMatchObject([{ id: holdId, waits: true, liftedAt: null }]);
    await expect(liftHold(org.admin, { holdId })).rejects.toMatchObject({ code: 'conflict' });
    await confirmAll();
    expect(await eventsOf(org.orgId, 'ledger.lift')).toMatchObject([{ facts: { hold: holdId, scope: 'org' } }]);
    expect(await expire()).toBe(0);
    await twoDaysLater(org);
    expect(await expire()).toBe(5);
    await expect(liftHold(org.admin, { holdId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await verdict()).toMatchObject({ verdict: 'valid' });
  });

  test('is not for operators, nor for another organisation; bad input is named', async () => {
    await expect(setHold(org.operator, { scope: 'org', reason: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setHold(org.admin, { scope: 'org', reason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(setHold(org.admin, { scope: 'record', reason: 'x' })).rejects.toMatchObject({
      fields: { subjectId: expect.any(String) },
    });
    await expect(setHold(other.admin, { scope: 'record', subjectId: RECORD, reason: 'x' })).rejects.toMatchObject({
      fields: { subjectId: 'No entry of the audit log is about this.' },
    });
    const { holdId } = await setHold(org.admin, { scope: 'org', reason: 'x' });
    await expect(liftHold(other.admin, { holdId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(liftHold(org.operator, { holdId })).rejects.toMatchObject({ code: 'forbidden' });
    expect((await getRetention(other.admin)).holds).toEqual([]);
  });

  test('that was taken away by SQL is missed by the verifier, and nothing expires', async () => {
    await setHold(org.admin, { scope: 'org', reason: 'x' });
    await ownerSql()`delete from ledger_holds where org_id = ${org.orgId}`;
    expect(await expire()).toBe(0);
    expect(await verdict()).toMatchObject({ verdict: 'invalid' });
  });
});
