/**
 * Import of a CSV file with three sealed fields, from the upload, with its columns read, to the last row: rows a second,
 * against `\\copy … from` of all the rows it leaves behind and the bare sealing of their values; and the peak memory of a
 * process that imports 10,000 and of one that imports 100,000 rows. Each runs in a process of its own, as the worker would.
 * Rounds: an import, then the copying in of what it left; the figures are their medians.
 */
import { spawn } from 'node:child_process';
import { newId } from '@/lib/platform/ids';
import { asOwner } from '@/lib/tools/testing/as-owner';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { copiedInMs, sealingMs } from './copied-in';
import { median } from './median';
import type { BenchRow } from './row';

const LARGE = Number(process.env.BENCH_IMPORT_ROWS ?? 100_000);
const SMALL = LARGE / 10;
const ROUNDS = Number(process.env.BENCH_IMPORT_ROUNDS ?? 3);
const MOST_GROWTH = 1.1;
const LEAST_SPEED = 0.8;

interface Run {
  /** The file sealed, and its columns read to the end in a process of their own. */
  readSeconds: number;
  /** The job. */
  seconds: number;
  /** At its peak, from its start on. */
  peakBytes: number;
  /** CPU of the job: of its process, and of PostgreSQL. */
  cpuMs: number;
  databaseMs: number;
}

export async function benchImport(org: TestOrg): Promise<BenchRow[]> {
  await sealThreeFields(org);
  const rounds: { small: Run; large: Run; copyMs: number; sealMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const small = await runImport(org, SMALL);
    const from = newId();
    const large = await runImport(org, LARGE);
    rounds.push({ small, large, copyMs: await copiedInMs(from), sealMs: await sealingMs(org, LARGE) });
  }
  const of = (figure: (round: (typeof rounds)[number]) => number) => median(rounds.map(figure));
  const ms = (figure: (round: (typeof rounds)[number]) => number) => Math.round(of(figure));
  const job = of(({ large, copyMs, sealMs }) => (copyMs + sealMs) / 1000 / large.seconds);
  const speed = of(({ large, copyMs, sealMs }) => (copyMs + sealMs) / 1000 / (large.readSeconds + large.seconds));
  const growth = of(({ large, small }) => large.peakBytes / small.peakBytes);
  const rows = LARGE.toLocaleString('en-US');
  return [
    {
      figure: `Import of ${rows} rows with three sealed fields`,
      value: of(({ large }) => LARGE / (large.readSeconds + large.seconds)),
      unit: 'rows/s',
      note: `CPU of the job: Node ${ms(({ large }) => large.cpuMs)}, PostgreSQL ${ms(({ large }) => large.databaseMs)} ms`,
    },
    {
      figure: 'Import, its columns read, of the speed of \\copy of all it leaves behind and the bare sealing',
      value: speed,
      unit: 'of its speed',
      aim: `≥ ${LEAST_SPEED}`,
      ok: speed >= LEAST_SPEED,
      note:
        `the job alone ${Math.round(job * 100) / 100}; file and columns ${ms(({ large }) => large.readSeconds * 1000)}, ` +
        `job ${ms(({ large }) => large.seconds * 1000)} ms against ${ms(({ copyMs }) => copyMs)} and sealing ${ms(({ sealMs }) => sealMs)}`,
    },
    {
      figure: `Peak memory of importing ${rows} rows, of a tenth of them`,
      value: growth,
      unit: '×',
      aim: `≤ ${MOST_GROWTH}`,
      ok: growth <= MOST_GROWTH,
      note: `${ms(({ large }) => large.peakBytes / 1e6)} against ${ms(({ small }) => small.peakBytes / 1e6)} MB resident`,
    },
  ];
}

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
