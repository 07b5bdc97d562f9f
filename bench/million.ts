/**
 * A module of 1,000,000 records: what lists ask of it, how long that takes and how many rows PostgreSQL looks at for it,
 * and its exports, all in one process, so that its memory tells whether any of it grows with the module.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { closeClient } from '@/lib/platform/db/client';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { makeManyRecords } from './million-data';
import type { BenchRow } from './row';

const RECORDS = Number(process.env.BENCH_MILLION_RECORDS ?? 1_000_000);
const MOST_MIB = 350;

interface Run {
  answers: { name: string; most?: number; ms: number; rows: number }[];
  plain: { ms: number; bytes: number };
  opened: { ms: number; bytes: number };
  peaks: { afterLists: number; afterPlain: number; afterOpened: number };
}

export async function benchMillion(org: TestOrg): Promise<BenchRow[]> {
  const module = await makeManyRecords(org, RECORDS);
  // Its connections would be counted with those of the run.
  await closeClient();
  const args = ['--import', 'tsx', 'bench/million-run.ts', JSON.stringify(org.operator), JSON.stringify(module)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  const { answers, plain, opened, peaks } = JSON.parse(stdout) as Run;
  const exported = (what: string, { ms, bytes }: Run['plain']): BenchRow => ({
    figure: `CSV of ${RECORDS.toLocaleString('en-US')} records, ${what}`,
    value: Math.round(ms / 100) / 10,
    unit: 's',
    note: `${Math.round(bytes / 2 ** 20)} MiB, ${Math.round(RECORDS / (ms / 1000)).toLocaleString('en-US')} records/s`,
  });
  const peak = mib(peaks.afterOpened);
  return [
    ...answers.map(
      ({ name, most, ms, rows }): BenchRow => ({
        figure: name,
        value: Math.round(ms),
        unit: `ms, ${rows.toLocaleString('en-US')} rows looked at`,
        ...(most !== undefined && { aim: `≤ ${most.toLocaleString('en-US')} rows`, ok: rows <= most }),
      }),
    ),
    exported('nothing sealed', plain),
    exported('one sealed field opened', opened),
    {
      figure: 'Peak memory of the process that did all of it',
      value: peak,
      unit: 'MiB',
      aim: `≤ ${MOST_MIB}`,
      ok: peak <= MOST_MIB,
      note: `${mib(peaks.afterLists)} MiB after the lists, ${mib(peaks.afterPlain)} after the first export`,
    },
  ];
}

const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
