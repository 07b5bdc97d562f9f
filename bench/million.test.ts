/** The plans behind lists and exports, guarded by what PostgreSQL looks at: a scan of 20,000 rows shows in any of them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '@/lib/crm/exports/csv/rows';
import { readExport } from '@/lib/crm/exports/records/export';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { type ManyRecords, makeManyRecords } from './million-data';
import { questionsOf } from './million-queries';
import { rowsLookedAt } from './rows-looked-at';

const RECORDS = 20_000;
const MOST_GROWTH_BYTES = 150 * 2 ** 20;

let org: TestOrg;
let module: ManyRecords;

beforeAll(async () => {
  org = await makeOrg();
  module = await makeManyRecords(org, RECORDS);
});

describe('a module with many records', () => {
  test('answers what has an index without reading the module', async () => {
    const wrong: string[] = [];
    for (const { name, ask, most } of questionsOf(org.operator, module)) {
      if (most === undefined) continue;
      const rows = await rowsLookedAt(ask);
      if (rows > most) wrong.push(`${name}: ${rows} rows, at most ${most} expected`);
    }
    expect(wrong).toEqual([]);
  });

  test('is exported reading each row once, and once its place in an index to find where batches end, in memory of a few batches', async () => {
    const before = process.memoryUsage.rss();
    let peak = 0;
    let lines = 0;
    const ask = (tx: Parameters<typeof readExport>[0]) =>
      readExport(tx, org.operator, { module: module.apiName, columns: ['City', 'Amount', 'Note'], bom: false });
    const rows = await rowsLookedAt(async () => {
      for await (const chunk of csvRows(org.operator, ask)) {
        lines += chunk.toString().split('\r\n').length - 1;
        peak = Math.max(peak, process.memoryUsage.rss());
      }
    });
    expect(lines).toBe(RECORDS + 1);
    expect(rows).toBeLessThan(RECORDS * 2.1);
    expect(peak - before).toBeLessThan(MOST_GROWTH_BYTES);
  });
});
