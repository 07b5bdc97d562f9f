/**
 * The ledger: whether writers queue for it, whether the integrator keeps up, what verifying, exporting and reading it cost,
 * and that none of it grows with its length. `LEDGER_ENTRIES` says how long the long one is: 1,000,000.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { addEntries, analyzeLedger, integrateAll } from './ledger-data';
import { benchLag } from './ledger-lag';
import { exportTimes, type PageTimes, pageTimes } from './ledger-read';
import { benchWriters } from './ledger-writers';
import type { BenchRow } from './row';

const SHORT = 100_000;
const LONG = Number(process.env.LEDGER_ENTRIES ?? 1_000_000);

export async function benchLedger(): Promise<BenchRow[]> {
  const org = await makeOrg();
  const rows = [...(await benchWriters(await makeOrg())), ...(await benchLag(await makeOrg()))];
  const short = await lengthen(org, SHORT);
  const long = await lengthen(org, LONG - SHORT);
  return [...rows, ...verifying(short, long), ...(await exporting(org)), ...reading(short, long)];
}

interface Measured {
  verified: Verified;
  pages: PageTimes;
}

interface Verified {
  verdict: string;
  problem: unknown;
  entries: number;
  verifiedUs: number;
  hashedUs: number;
  peakBytes: number;
}

async function lengthen(org: TestOrg, entries: number): Promise<Measured> {
  const copiedMs = await addEntries(org, entries);
  await analyzeLedger();
  const integratedMs = await integrateAll(org);
  const rate = (ms: number) => Math.round((entries * 1000) / ms);
  process.stdout.write(`  ${entries} entries copied in, ${rate(copiedMs)}/s, integrated, ${rate(integratedMs)}/s\n`);
  const args = ['--import', 'tsx', 'bench/ledger-verify-run.ts', org.orgId];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  const verified = JSON.parse(stdout) as Verified;
  if (verified.verdict !== 'valid') throw new Error(`The ledger of the bench is ${verified.verdict}: ${stdout}`);
  return { verified, pages: await pageTimes(org) };
}

function verifying({ verified: short }: Measured, { verified: long }: Measured): BenchRow[] {
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  return [
    {
      figure: `Verify ${long.entries} entries, of bare SHA-256 of the same bytes`,
      value: long.hashedUs / long.verifiedUs,
      unit: '×',
      aim: '≥ 0.4',
      ok: long.hashedUs / long.verifiedUs >= 0.4,
      note: `${long.verifiedUs.toFixed(1)} µs an entry, ${long.hashedUs.toFixed(1)} µs bare`,
    },
    {
      figure: `Memory to verify them, of that to verify ${short.entries}`,
      value: long.peakBytes / short.peakBytes,
      unit: '×',
      aim: '≤ 1.1',
      ok: long.peakBytes / short.peakBytes <= 1.1,
      note: `${mib(long.peakBytes)} against ${mib(short.peakBytes)} MiB at their peak`,
    },
  ];
}

async function exporting(org: TestOrg): Promise<BenchRow[]> {
  const { exportMs, copyMs } = await exportTimes(org);
  return [
    {
      figure: 'Export of all of them to CSV, of COPY by psql',
      value: copyMs / exportMs,
      unit: 'of its speed',
      aim: '≥ 0.4',
      ok: copyMs / exportMs >= 0.4,
      note: `${Math.round(exportMs)} against ${Math.round(copyMs)} ms`,
    },
  ];
}

function reading({ pages: short, verified }: Measured, { pages: long, verified: { entries } }: Measured): BenchRow[] {
  const row = (figure: string, name: keyof PageTimes): BenchRow => ({
    figure: `${figure} at ${entries} entries, of that at ${verified.entries}`,
    value: long[name] / short[name],
    unit: '×',
    aim: '≤ 2',
    ok: long[name] / short[name] <= 2,
    note: `${long[name].toFixed(1)} against ${short[name].toFixed(1)} ms`,
  });
  return [row('Page of the audit log', 'pageMs'), row('Who saw a record', 'whoSawMs')];
}
