/**
 * Import of a CSV file with three sealed fields: rows a second, and the peak memory of a process that imports 10,000 and
 * of one that imports 100,000 rows. Each runs in a process of its own, as the worker would.
 */
import { spawn } from 'node:child_process';
import { inOrg } from '../lib/db/transaction';
import type { TestOrg } from '../lib/testing/make-org';
import type { BenchRow } from './row';

const SMALL = 10_000;
const LARGE = 100_000;
const MOST_GROWTH = 1.3;

interface Run {
  seconds: number;
  peakBytes: number;
  taken: number;
}

export async function benchImport(org: TestOrg): Promise<BenchRow[]> {
  await sealThreeFields(org);
  const small = await runImport(org, SMALL);
  const large = await runImport(org, LARGE);
  const growth = large.peakBytes / small.peakBytes;
  return [
    { figure: `Import ${LARGE} rows with three sealed fields`, value: large.taken / large.seconds, unit: 'rows/s' },
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
  await inOrg(orgId, async (tx) => {
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
