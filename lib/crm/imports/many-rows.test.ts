/**
 * A file with a great many rows, one of them bad, all the way: taken in, tried, imported, undone. 20,000 rows;
 * `IMPORT_ROWS=1000000 npx vitest run lib/crm/imports/many-rows.test.ts` is the long form of the same way (some 25 minutes).
 */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { refusedRows } from './run/refused-rows';
import { undoImport } from './run/undo';
import { dryRun, importNow } from './testing/dry-run';
import { uploadImport } from './upload/upload';

const ROWS = Number(process.env.IMPORT_ROWS ?? 20_000);
/** Behind two thirds of the others. The header is row 1. */
const BAD = Math.floor((ROWS * 2) / 3);
const BAD_ROW = BAD + 2;
const MAPPING = { 0: 'Last_Name', 1: 'Date_of_Birth', 2: 'Department' };

function* lines(): Generator<Buffer> {
  yield Buffer.from('Last Name,Date of Birth,Department\n');
  const day = (n: number) => `19${String(10 + (n % 90))}-${String(1 + (n % 12)).padStart(2, '0')}-01`;
  for (let from = 0; from < ROWS; from += 1000) {
    const some = Array.from({ length: Math.min(1000, ROWS - from) }, (_, n) => from + n);
    yield Buffer.from(some.map((n) => `Row ${n},${n === BAD ? 'some day' : day(n)},Ward ${n % 50}\n`).join(''));
  }
}

async function countOf(org: TestOrg, importId: string) {
  const [row] = await ownerSql()<[{ live: number; names: number; bad: number }]>`
    select count(*)::int as live, count(distinct name)::int as names,
      count(*) filter (where name = ${`Row ${BAD}`})::int as bad
    from records where org_id = ${org.orgId} and import_id = ${importId} and deleted_at is null`;
  return row;
}

test(
  `of ${ROWS.toLocaleString('en-US')} rows the one bad one is named by row and column, all others are in, and undo takes them all out`,
  async () => {
    const org = await makeOrg();
    const told: string[] = [];
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 100);
    const timed = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
      const began = performance.now();
      peak = 0;
      const result = await act();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      told.push(`${what} ${seconds} s, at most ${Math.round(peak / 1_000_000)} MB`);
      return result;
    };

    const source = Readable.from(lines());
    const { importId } = await timed('upload', () => uploadImport(org.admin, { module: 'Contacts', source }));
    const request = { module: 'Contacts', importId, mapping: MAPPING };
    const dry = await timed('dry run', () => dryRun(org.admin, request));
    const result = await timed('import', () => importNow(org.admin, request));
    for (const one of [dry, result]) {
      expect(one).toMatchObject({ taken: ROWS - 1, failed: 1 });
      expect(one.problems).toEqual([{ row: BAD_ROW, field: 'Date of Birth', problem: expect.any(String) }]);
      expect(one.byColumn).toMatchObject([{ field: 'Date of Birth', rows: 1 }]);
    }
    const refused: string[][] = [];
    for await (const some of await refusedRows(org.admin, request)) refused.push(...some);
    expect(refused.map(([name]) => name)).toEqual(['Last Name', `Row ${BAD}`]);
    expect(await countOf(org, importId)).toEqual({ live: ROWS - 1, names: ROWS - 1, bad: 0 });

    const undone = await timed('undo', () => undoImport(org.admin, request));
    expect(undone).toEqual({ undone: ROWS - 1, restored: 0, damaged: 0 });
    expect(await countOf(org, importId)).toMatchObject({ live: 0 });
    clearInterval(watch);
    const [said] = result.problems;
    process.stdout.write(
      `${ROWS.toLocaleString('en-US')} rows: ${told.join('; ')}. Row ${said?.row}, ${said?.field}: ${said?.problem}\n`,
    );
  },
  Math.max(900_000, ROWS * 10),
);
