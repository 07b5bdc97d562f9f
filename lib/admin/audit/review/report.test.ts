import type { TransactionSql } from 'postgres';
import { beforeEach, describe, expect, test } from 'vitest';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { reviewReport } from './report';
import { reviewReportFile } from './report-file';
import { isChanged, sentencesOf } from './report-words';
import { signOff } from './sign-off';
import { itemsOf, leaveActs, look, refused } from './testing/acts';

let org: TestOrg;
const NOW = new Date();
const month = NOW.toISOString().slice(0, 7);

beforeEach(async () => {
  org = await makeOrg();
  await leaveActs(org.operator, refused(5));
  await leaveActs(org.admin, refused(6));
  await look(org.orgId, NOW);
  const items = (await itemsOf(org.orgId)).filter(({ personId }) => personId === org.operator.actor.id);
  await signOff(org.officer, { items: items.map(({ id, entries }) => ({ id, entries })), verdict: 'fine' });
  await integrateOrg(org.orgId);
});

/** As the database's owner, who switches triggers off. */
async function changedBySql(tables: readonly string[], change: (sql: TransactionSql) => Promise<void>): Promise<void> {
  await ownerSql().begin(async (sql) => {
    for (const table of tables) await sql`alter table ${sql(table)} disable trigger user`;
    await change(sql);
    for (const table of tables) await sql`alter table ${sql(table)} enable trigger user`;
  });
}

describe('the report of a month', () => {
  test('says what was found, by rule, who signed it off, and by which entry', async () => {
    const report = await reviewReport(org.officer, { month });
    expect(report).toMatchObject({
      found: 2,
      signed: 1,
      open: 1,
      overdue: 0,
      late: 0,
      missing: [],
      unproven: 0,
      aboutYou: 0,
    });
    expect(report.rules).toEqual([{ title: 'Several refused attempts', found: 2, signed: 1, open: 1 }]);
    const line = report.lines.find(({ signed }) => signed !== null);
    expect(line).toMatchObject({ personName: 'Olga Operator', state: 'fine', signed: { by: 'Otto Officer' } });
    const [entry] =
      await ownerSql()`select id from ledger_entries where org_id = ${org.orgId} and action = 'review.sign_off'`;
    const [leaf] =
      await ownerSql()`select index from ledger_leaves where org_id = ${org.orgId} and entry_id = ${entry?.id}`;
    expect(line?.signed).toMatchObject({ entry: entry?.id, leaf: Number(leaf?.index) });
    expect(report.checkpoint?.size).toBeGreaterThan(Number(leaf?.index));
    expect(await eventsOf(org.orgId, 'review.report')).toMatchObject([{ facts: { month, found: 2, signed: 1 } }]);
  });

  test('leaves out what is about whoever asks, and says how much', async () => {
    const report = await reviewReport(org.admin, { month });
    expect(report.lines.map(({ personName }) => personName)).toEqual(['Olga Operator']);
    expect(report).toMatchObject({ found: 2, aboutYou: 1 });
  });

  test('names an item that SQL took away, and counts no sign-off that SQL made', async () => {
    const owner = ownerSql();
    const open = (await itemsOf(org.orgId)).find(({ state }) => state === 'open');
    await owner`
      insert into review_sign_offs (org_id, item_id, id, verdict, by_id, by_name, at, entries)
      values (${org.orgId}, ${open?.id as string}, 77, 'fine', ${org.officer.actor.id}, 'Otto Officer', now(), 6)`;
    await owner`update review_items set state = 'fine', decided_at = now() where id = ${open?.id as string}`;
    expect(await reviewReport(org.officer, { month })).toMatchObject({ signed: 1, open: 1, unproven: 1 });
    await owner`alter table review_sign_offs disable trigger review_append_only`;
    await owner`alter table review_item_entries disable trigger review_append_only`;
    await owner`delete from review_sign_offs where item_id = ${open?.id as string}`;
    await owner`delete from review_item_entries where item_id = ${open?.id as string}`;
    await owner`delete from review_items where id = ${open?.id as string}`;
    await owner`alter table review_sign_offs enable trigger review_append_only`;
    await owner`alter table review_item_entries enable trigger review_append_only`;
    expect(await reviewReport(org.officer, { month })).toMatchObject({ found: 1, missing: [open?.id] });
  });

  test('goes by the last entry, though SQL took a later verdict away', async () => {
    const items = (await itemsOf(org.orgId)).filter(({ state }) => state === 'fine');
    const seen = items.map(({ id, entries }) => ({ id, entries }));
    await signOff(org.officer, { items: seen, verdict: 'incident', note: 'After all' });
    await changedBySql(['review_sign_offs'], async (sql) => {
      await sql`delete from review_sign_offs where org_id = ${org.orgId} and verdict = 'incident'`;
      await sql`update review_items set state = 'fine' where org_id = ${org.orgId} and state = 'incident'`;
    });
    const report = await reviewReport(org.officer, { month });
    expect(report).toMatchObject({ lost: 1, unproven: 0 });
    expect(report.lines.map(({ state }) => state).sort()).toEqual(['incident', 'open']);
    expect(sentencesOf(report).join(' ')).toContain('1 sign-offs that the audit log has are not on the desk');
    expect(isChanged(report)).toBe(true);
  });

  test('goes by whose acts the entry says they are, and whom SQL made them about signs nothing off', async () => {
    const own = (await itemsOf(org.orgId)).find(({ personId }) => personId === org.admin.actor.id);
    const { id = '', entries = 0 } = own ?? {};
    await ownerSql()`update review_items set person_id = 7 where org_id = ${org.orgId} and id = ${id}`;
    await expect(signOff(org.admin, { items: [{ id, entries }], verdict: 'fine' })).rejects.toMatchObject({
      reason: 'NOT_AS_FOUND',
    });
    expect(await eventsOf(org.orgId, 'review.sign_off')).toMatchObject([{}, { outcome: 'refused' }]);
    expect(await reviewReport(org.admin, { month })).toMatchObject({ altered: [id], aboutYou: 1 });
    const report = await reviewReport(org.officer, { month });
    expect(report.lines.map(({ personId }) => personId)).toContain(org.admin.actor.id);
  });

  test('says up to which leaf the rules have looked, and when SQL moved that place', async () => {
    const { looked, checkpoint, ...rest } = await reviewReport(org.officer, { month });
    expect(looked).toMatchObject({ isKept: true });
    expect(looked?.leaf).toBeLessThan(checkpoint?.size ?? 0);
    expect(sentencesOf({ looked, checkpoint, ...rest }).join(' ')).toContain(
      `up to leaf ${looked?.leaf} of ${checkpoint?.size}.`,
    );
    await ownerSql()`update review_positions set next_leaf = ${checkpoint?.size ?? 0} where org_id = ${org.orgId}`;
    const moved = await reviewReport(org.officer, { month });
    expect(moved).toMatchObject({ looked: { leaf: checkpoint?.size, isKept: false } });
    expect(isChanged(moved)).toBe(true);
  });

  test('does not say that all is there when entries of the month have expired', async () => {
    await changedBySql(['ledger_entries'], async (sql) => {
      await sql`
        update ledger_entries set expired_by = 9, facts = '{}', actor_name = ''
        where org_id = ${org.orgId} and action = any('{review.find,review.sign_off}')`;
    });
    const report = await reviewReport(org.officer, { month });
    expect(report).toMatchObject({ found: 0, expired: 1 });
    const text = sentencesOf(report).join(' ');
    expect(text).toContain('1 entries of this month have expired: what they said cannot be told.');
    expect(text).not.toContain('is on the desk');
  });

  test('is empty for a month in which nothing was found, and for another organisation', async () => {
    const other = await makeOrg();
    const empty = { found: 0, lines: [], rules: [] };
    expect(await reviewReport(org.officer, { month: '2024-02' })).toMatchObject(empty);
    expect(await reviewReport(other.officer, { month })).toMatchObject(empty);
  });

  test('is refused without the right, and a month that is none is named', async () => {
    await expect(reviewReport(org.operator, { month })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(reviewReport(org.officer, { month: '2026-13' })).rejects.toMatchObject({
      fields: { month: 'Choose a month.' },
    });
  });
});

describe('its file', () => {
  test('is a table or pages, and taking it away is an event', async () => {
    const csv = await reviewReportFile(org.officer, { month, format: 'csv' });
    expect(csv.fileName).toBe(`review-${month}.csv`);
    const lines = Buffer.from(csv.bytes).toString().trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => line.includes('Otto Officer'))).toHaveLength(1);
    const pdf = await reviewReportFile(org.officer, { month, format: 'pdf' });
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await eventsOf(org.orgId, 'review.download')).map(({ facts }) => facts.format)).toEqual(['csv', 'pdf']);
  });

  test('can be made whatever letters a name has', async () => {
    await ownerSql()`update review_items set person_name = 'Ольга 光' where org_id = ${org.orgId}`;
    const pdf = await reviewReportFile(org.officer, { month, format: 'pdf' });
    expect(pdf.bytes.length).toBeGreaterThan(500);
  });
});
