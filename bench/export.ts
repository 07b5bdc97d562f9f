/**
 * CSV of 100,000 records with 20 fields as the worker makes it, against `COPY … TO STDOUT` of the same cells by `psql`;
 * with ten of the fields sealed, and as XLSX. The arms take turns, and each figure is the median of the rounds' ratios.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createField } from '@/lib/admin/customization/create-field';
import { createModule } from '@/lib/admin/customization/create-module';
import { getModule } from '@/lib/crm/modules/definition';
import { sealValues } from '@/lib/platform/crypto/record-cipher';
import { connect } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { asOwner } from '@/lib/tools/testing/as-owner';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { median } from './median';
import type { BenchRow } from './row';

const RECORDS = Number(process.env.BENCH_EXPORT_RECORDS ?? 100_000);
const ROUNDS = 5;
const FIELDS = 19;
const SEALED = 10;
const ROWS_A_STATEMENT = 2000;
const MOST_GROWTH_MIB = 200;
const MOST_FIRST_BYTE_MS = 300;
const XLSX_AIM = 0.3;

type Arm = 'copy' | 'plain' | 'sealed' | 'xlsx';

interface Run {
  turns: Record<Arm, { ms: number; cpuMs: number; bytes: number }>[];
  /** CPU of PostgreSQL for the last plain export. */
  databaseMs: number;
  beforeBytes: number;
  peakBytes: number;
  download: { fileMs: number; firstMs: number; lastMs: number };
}

export async function benchExport(org: TestOrg): Promise<BenchRow[]> {
  const plain = await makeModule(org, 'Plain', 0);
  const sealed = await makeModule(org, 'Sealed', SEALED);
  const { turns, databaseMs, beforeBytes, peakBytes, download } = await run(org, plain, sealed);
  const ratio = (arm: Arm) => median(turns.map((turn) => turn.copy.ms / turn[arm].ms));
  const ms = (arm: Arm) => Math.round(median(turns.map((turn) => turn[arm].ms)));
  const cpu = (arm: Arm) => Math.round(median(turns.map((turn) => turn[arm].cpuMs)));
  const rows = RECORDS.toLocaleString('en-US');
  const speed = (figure: string, value: number, aim: number, note: string): BenchRow => ({
    figure,
    value,
    unit: 'of its speed',
    aim: `≥ ${aim}`,
    ok: value >= aim,
    note,
  });
  const plainNote = `${ms('plain')} ms against ${ms('copy')} ms; CPU: Node ${cpu('plain')}, PostgreSQL ${databaseMs} ms`;
  const growth = (peakBytes - beforeBytes) / 2 ** 20;
  return [
    speed(`CSV of ${rows} × 20, of COPY by psql`, ratio('plain'), 0.7, plainNote),
    speed(
      'CSV with ten sealed fields opened, of COPY',
      ratio('sealed'),
      0.3,
      `${ms('sealed')} ms; CPU: Node ${cpu('sealed')} ms`,
    ),
    {
      figure: `XLSX of ${rows} × 20, of the CSV`,
      value: median(turns.map((turn) => turn.plain.ms / turn.xlsx.ms)),
      unit: 'of its speed',
      aim: `≥ ${XLSX_AIM}`,
      ok: median(turns.map((turn) => turn.plain.ms / turn.xlsx.ms)) >= XLSX_AIM,
      note: `${ms('xlsx')} ms; CPU: Node ${cpu('xlsx')} ms`,
    },
    {
      figure: 'Growth of memory while exporting, at its peak',
      value: growth,
      unit: 'MiB',
      aim: `≤ ${MOST_GROWTH_MIB}`,
      ok: growth <= MOST_GROWTH_MIB,
      note: `from ${Math.round(beforeBytes / 2 ** 20)} MiB resident`,
    },
    {
      figure: 'Download of a finished export, to its first byte over HTTP',
      value: download.firstMs,
      unit: 'ms',
      aim: `≤ ${MOST_FIRST_BYTE_MS}`,
      ok: download.firstMs <= MOST_FIRST_BYTE_MS,
      note: `${Math.round(download.lastMs)} ms to the last; the job had written the file in ${Math.round(download.fileMs)} ms`,
    },
  ];
}

/** A custom module: its name and 19 fields more. */
async function makeModule(org: TestOrg, singular: string, sealedFields: number): Promise<string> {
  const { apiName } = await createModule(org.admin, { singular, plural: `${singular}s` });
  const names: string[] = [];
  for (let n = 0; n < FIELDS; n += 1) {
    const label = `Field ${n}`;
    await createField(org.admin, { module: apiName, label, type: n % 5 === 4 ? 'decimal' : 'single_line' });
    names.push(`Field_${n}`);
  }
  const { id: moduleId } = getModule(await org.metadata(), apiName);
  const sealed = names.slice(0, sealedFields);
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update fields set sealed = true, index_slot = null
      where org_id = ${org.orgId} and module_id = ${moduleId} and api_name = any(${sealed}::text[])`;
  });
  await fill(org, { moduleId, names, sealed: new Set(sealed) });
  return apiName;
}

interface Filled {
  moduleId: string;
  names: readonly string[];
  sealed: ReadonlySet<string>;
}

async function fill(org: TestOrg, module: Filled) {
  const { moduleId } = module;
  const keys = await inOrg(org.orgId, keysOf);
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    for (let from = 0; from < RECORDS; from += ROWS_A_STATEMENT) {
      const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, RECORDS - from) }, (_, n) =>
        rowOf(module, keys, from + n),
      );
      await owner`
        insert into records (org_id, id, module_id, owner_id, name, name_key, "values", sealed, source, created_at,
          created_by, modified_at, modified_by)
        select ${org.orgId}::bigint, id, ${moduleId}::bigint, ${org.operator.actor.id}::bigint, name, lower(name), "values",
          decode(sealed, 'hex'), 'seed', now(), 1, now(), 1
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, name text, "values" jsonb, sealed text)`;
    }
    await owner`vacuum analyze records`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

function rowOf({ moduleId, names, sealed }: Filled, keys: Awaited<ReturnType<typeof keysOf>>, n: number) {
  const id = newId();
  const value = (name: string, at: number) => (at % 5 === 4 ? (n % 9973) / 4 : `${name} of ${n}, Springfield`);
  const all = names.map((name, at) => [name, value(name, at)] as const);
  const opened = Object.fromEntries(all.filter(([name]) => sealed.has(name)));
  const envelope = sealValues(opened, keys, { orgId: keys.orgId, module: moduleId, recordId: id });
  const name = `Record ${n}`;
  return {
    id,
    name,
    values: { Name: name, ...Object.fromEntries(all.filter(([field]) => !sealed.has(field))) },
    sealed: envelope ? Buffer.from(envelope.toBytes()).toString('hex') : null,
  };
}

async function run(org: TestOrg, plain: string, sealed: string): Promise<Run> {
  const given = [JSON.stringify(org.operator), plain, sealed, String(ROUNDS)];
  const args = ['--import', 'tsx', 'bench/export-run.ts', ...given];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as Run;
}
