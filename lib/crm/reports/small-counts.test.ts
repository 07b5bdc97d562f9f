/**
 * The asker who differences: sees two of a clinic's deals, asks every report over and over, adds deals of their own and gives them
 * away, and takes figures from one another. What others have stays as uncertain as the range that is told.
 */
import { beforeAll, expect, test } from 'vitest';
import { setSharing } from '@/lib/admin/settings/sharing';
import { createRecord } from '@/lib/crm/records/create';
import { updateRecord } from '@/lib/crm/records/update';
import type { Context } from '@/lib/platform/context';
import { env } from '@/lib/platform/env';
import type { Figures } from '@/lib/platform/figures';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { listStandard } from './queries';
import { runReport, runStandard } from './run';
import { countOfUnseen, sumOfUnseen } from './small-counts';

const KEY = 'pipeline-everybody';
/** How many deals the others have in each stage, which the asker is not to learn. */
const HIDDEN = { Qualification: 3, 'Needs Analysis': 12, 'Closed Won': 4, 'Closed Lost': 1 };

let org: TestOrg;
let asker: Context;

const deal = (ctx: Context, Stage: string) =>
  createRecord(ctx, {
    module: 'Deals',
    values: { Deal_Name: 'A deal', Stage, Closing_Date: '2026-12-24', Amount: 10 },
  });

beforeAll(async () => {
  org = await makeOrg();
  await setSharing(org.admin, { module: 'Deals', sharing: 'private' });
  const id = await insertUser(org, 'Ina Asker', org.profileIds.Operator, org.roleIds.Manager);
  asker = contextOf(org.orgId, { id, name: 'Ina Asker', profile: 'Operator', ownerIds: [id] });
  for (const [stage, count] of Object.entries(HIDDEN)) {
    for (let n = 0; n < count; n += 1) await deal(org.operator, stage);
  }
  for (const stage of ['Qualification', 'Closed Won']) await deal(asker, stage);
});

const whole = async (ctx: Context = asker): Promise<Figures> => {
  const found = await runStandard(ctx, KEY);
  if (!found) throw new Error('no such report');
  return found.figures;
};
const told = ({ lines }: Figures) =>
  Object.fromEntries(lines.map(({ label, figures }) => [label, figures.map(({ words }) => words)]));

/** All counts of others that what is told of one stage allows. */
function possible(words: string | undefined): number[] {
  const [, least, most] = /^(\d+) to (\d+)$/.exec(words ?? '') ?? [];
  const below = /^fewer than (\d+)$/.exec(words ?? '')?.[1];
  const [from, to] = below ? [0, Number(below) - 1] : [Number(least), Number(most)];
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

test('a count of what one may not list reads "fewer than 5", or as a range of five; one’s own is exact', async () => {
  expect(env().SMALL_COUNT).toBe(5);
  expect(told(await whole())).toMatchObject({
    Qualification: ['1', 'fewer than 5'],
    'Needs Analysis': ['0', '10 to 14'],
    'Closed Won': ['1', 'fewer than 5'],
    'Closed Lost': ['0', 'fewer than 5'],
    // Nobody has one, and it reads no other: that there is none is not told either.
    'Value Proposition': ['0', 'fewer than 5'],
  });
});

test('the total is made of what is told, and takes nothing of it back', async () => {
  const { total, lines, rowsLookedAt } = await whole();
  expect(total.map(({ words }) => words)).toEqual(['2', 'at least 10']);
  expect(rowsLookedAt).toBeNull();
  // For each stage alone, each count of its range agrees with all else that is told.
  const told = lines.map(({ figures }) => possible(figures[1]?.words));
  const least = told.reduce((sum, counts) => sum + (counts[0] ?? 0), 0);
  for (const counts of told) {
    expect(counts).toHaveLength(5);
    for (const count of counts) expect(least - (counts[0] ?? 0) + count).toBeGreaterThanOrEqual(10);
  }
});

test('no other report counts what the asker may not list, whatever it is grouped, filtered or added up by', async () => {
  const fields = ['Stage', 'Type', 'Owner', 'Closing_Date', 'Created_Time', 'Lead_Source'];
  const measures = [{ of: 'sum' as const, field: 'Amount' }];
  const chart = { kind: 'none' as const, measure: 0 };
  for (const field of fields) {
    for (const second of [undefined, ...fields.filter((one) => one !== field)]) {
      const groups = [{ field }, ...(second ? [{ field: second }] : [])];
      const { total } = await runReport(asker, 'Deals', { filters: [], groups, measures, chart });
      expect(total.map(({ words }) => words)).toEqual(['2', '$20.00']);
    }
  }
  for (const stage of Object.keys(HIDDEN)) {
    const filters = [{ field: 'Stage', operator: 'not_equal', value: stage }];
    const { total } = await runReport(asker, 'Deals', { filters, groups: [], measures, chart });
    expect(total[0]?.value).toBeLessThanOrEqual(2);
  }
  const others = (await listStandard(asker)).filter(({ key }) => key !== KEY && !key.endsWith('-everybody'));
  for (const { key } of others.filter(({ key: one }) => one.startsWith('pipeline'))) {
    expect((await runStandard(asker, key))?.figures.total[0]?.value).toBe(2);
  }
});

test('asked again and again it answers the same', async () => {
  const first = JSON.stringify(await whole());
  for (let n = 0; n < 5; n += 1) expect(JSON.stringify(await whole())).toBe(first);
});

test('records that the asker adds, and gives to others, move no count of the others', async () => {
  const before = await whole();
  const others = (figures: Figures) => figures.lines.map((line) => line.figures[1]?.words);
  for (let n = 0; n < 6; n += 1) {
    const { id } = await deal(asker, 'Closed Lost');
    await updateRecord(asker, { module: 'Deals', id, ownerId: org.operator.actor.id, values: {} });
    expect(others(await whole())).toEqual(others(before));
  }
  expectAbsent(JSON.stringify(await whole()), org.operator.actor.id);
});

test('who sees all has the exact reports instead, and not this one', async () => {
  const keys = async (ctx: Context) => (await listStandard(ctx)).map(({ key }) => key);
  expect(await keys(asker)).toContain(KEY);
  expect(await keys(org.admin)).not.toContain(KEY);
  await expect(whole(org.admin)).rejects.toMatchObject({ code: 'not_found' });
  await expect(whole(org.officer)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a range holds its count, for every count and every smallest', () => {
  for (const smallest of [5, 7, 10, 100]) {
    for (let count = 0; count < 250; count += 1) {
      const { words, value } = countOfUnseen(count, smallest);
      if (count < smallest) expect([words, value]).toEqual([`fewer than ${smallest}`, null]);
      else expect(possible(words)).toContain(count);
    }
  }
  expect(sumOfUnseen([4, 4, 4], 5)).toEqual({ value: null, words: '–' });
  expect(sumOfUnseen([4, 9, 12], 5)).toEqual({ value: 15, words: 'at least 15' });
});
