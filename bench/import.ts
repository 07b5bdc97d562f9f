/**
 * Import of a CSV file with three sealed fields: rows a second, against `\\copy … from` of all the rows it leaves behind
 * and the bare sealing of their values, and the peak memory of a process that imports 10,000 and of one that imports
 * 100,000 rows. Each runs in a process of its own, as the worker would.
 */
import { spawn } from 'node:child_process';
import { asOwner } from '@/lib/testing/as-owner';

import type { TestOrg } from '../lib/testing/make-org';
import { copiedInMs, sealingMs } from './copied-in';
import type { BenchRow } from './row';

const SMALL = 10_000;
const LARGE = Number(process.env.BENCH_IMPORT_ROWS ?? 100_000);
const MOST_GROWTH = 1.3;
const LEAST_SPEED = 0.25;

interface Run {
  seconds: number;
  peakBytes: number;
  taken: number;
  /** CPU of the process and of PostgreSQL. */
  cpuMs: number;
  databaseMs: number;
}

export async function benchImport(org: TestOrg): Promise<BenchRow[]> {
  await sealThreeFields(org);
  const small = await runImport(org, SMALL);
  const large = await runImport(org, LARGE);
  const sealing = await sealingMs(org, LARGE);
  const bare = ((await copiedInMs()) * LARGE) / (SMALL + LARGE) + sealing;
  const speed = bare / 1000 / large.seconds;
  const cpu = `CPU: Node ${Math.round(large.cpuMs)}, PostgreSQL ${large.databaseMs} ms`;
  const growth = large.peakBytes / small.peakBytes;
  return [
    {
      figure: `Import ${LARGE} rows with three sealed fields`,
      value: large.taken / large.seconds,
      unit: 'rows/s',
      note: cpu,
    },
    {
      figure: 'Import, of the speed of \\copy of all it leaves behind and the bare sealing',
      value: speed,
      unit: 'of its speed',
      aim: `≥ ${LEAST_SPEED}`,
      ok: speed >= LEAST_SPEED,
      note: `${Math.round(large.seconds * 1000)} ms against ${Math.round(bare)}, ${Math.round(sealing)} of them sealing`,
    },
    {
      figure: `Peak memory of importing ${LARGE} rows, of ${SMALL}`,
      value: growth,
      unit: '×',
      aim: `≤ ${MOST_GROWTH}`,
      ok: growth <= MOST_GROWTH,
      note: `${megabytes(large)} against ${megabytes(small)} MB resident`,
    },
  ];
}

const megabytes = ({ peakBytes }: Run) => Math.round(peakBytes / 1e6);

async function sealThreeFields({ orgId }: TestOrg): Promise<void> {
  await asOwner(orgId, async (tx) => {
    await tx.sql`update compliance_settings set hipaa_enabled = true where org_id = ${orgId}`;
    await tx.sql`update modules set hipaa = true where org_id = ${orgId} and api_name = 'Contacts'`;
    await tx.sql`update fields set marked = true, sealed = true, index_slot = null
      where org_id = ${orgId} and api_name in ('Phone', 'Date_of_Birth', 'Mailing_Street')
        and module_id = (select id from modules where org_id = ${orgId} and api_name = 'Contacts')`;
  });
}

function runImport(org: TestOrg, rows: number): Promise<Run> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'bench/import-run.ts', JSON.stringify(org.operator), String(rows)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`ended with ${code}`))));
  });
}
