/** Run by bench/export.ts in a process of its own: `export-run <context> <plain module> <sealed module> <rounds>`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { csvRows } from '@/lib/crm/exports/csv/rows';
import { downloadExport } from '@/lib/crm/exports/download';
import { readExport, startRecordExport } from '@/lib/crm/exports/records/export';
import { runRecordExport } from '@/lib/crm/exports/records/run';
import { sheetHeader, sheetRows } from '@/lib/crm/exports/xlsx/rows';
import { workbookOf } from '@/lib/crm/exports/xlsx/workbook';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { keepLittleWaste } from '@/lib/ways-in/jobs/little-waste';
import { databaseCpuMs } from './database-cpu';
import { median } from './median';
import { psqlMs } from './psql';

const [contextJson = '', plain = '', sealed = '', rounds = '3'] = process.argv.slice(2);
keepLittleWaste();
const ctx = JSON.parse(contextJson) as Context;

interface Drained {
  ms: number;
  /** Of this process. */
  cpuMs: number;
  bytes: number;
}

const exported = (module: string): Promise<Drained> =>
  drained(csvRows(ctx, (tx) => readExport(tx, ctx, { module, bom: false })));

async function exportedAsXlsx(module: string): Promise<Drained> {
  const ask = (tx: Parameters<typeof readExport>[0]) => readExport(tx, ctx, { module, bom: false });
  const plan = await inOrg(ctx.orgId, ask);
  const batches = sheetRows(ctx, ask, plan, { signal: never, written: async () => {} });
  return drained(workbookOf({ name: module, header: sheetHeader(plan.chosen), batches }));
}

async function drained(file: AsyncIterable<string | Buffer>): Promise<Drained> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  let bytes = 0;
  for await (const chunk of file) {
    bytes += Buffer.byteLength(chunk);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - started, cpuMs: (user + system) / 1000, bytes };
}

/** The same cells, as PostgreSQL gives them out fastest. */
async function copyStatement(): Promise<string> {
  const { module, chosen } = await inOrg(ctx.orgId, (tx) => readExport(tx, ctx, { module: plain, bom: false }));
  const cells = chosen.map(({ apiName }) => `r."values" ->> '${apiName}'`);
  return `copy (
      select r.id, ${cells.join(', ')}, u.name, r.created_at, r.modified_at from records r
      left join users u on u.org_id = r.org_id and u.id = r.owner_id
      where r.org_id = ${ctx.orgId} and r.module_id = ${module.id} and r.deleted_at is null order by r.id
    ) to stdout (format csv, header)`;
}

/** A whole export, the file written and sealed, then its download over HTTP a few times, to the first byte and the last. */
async function downloaded() {
  const { jobId } = await startRecordExport(ctx, { module: plain, bom: false });
  await beginJob(ctx.orgId, jobId);
  const started = performance.now();
  await runRecordExport(ctx, jobId, { module: plain, bom: false }, { report: async () => {}, signal: never });
  const fileMs = performance.now() - started;
  const server = createServer(async (_request, response) => (await downloadExport(ctx, jobId)).content.pipe(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const times = { first: [] as number[], last: [] as number[] };
  for (let n = 0; n < 7; n += 1) {
    const asked = performance.now();
    const { body } = await fetch(url);
    let first = 0;
    for await (const _ of body ?? []) first ||= performance.now() - asked;
    times.first.push(first);
    times.last.push(performance.now() - asked);
  }
  server.closeAllConnections();
  server.close();
  return { fileMs, firstMs: median(times.first), lastMs: median(times.last) };
}

const never = new AbortController().signal;
const statement = await copyStatement();
const beforeBytes = process.memoryUsage.rss();
const turns: Record<'copy' | 'plain' | 'sealed' | 'xlsx', Drained>[] = [];
let databaseMs = 0;
for (let round = 0; round < Number(rounds); round += 1) {
  const copy = { ms: await psqlMs(statement), cpuMs: 0, bytes: 0 };
  const before = (await databaseCpuMs()) ?? 0;
  const arm = await exported(plain);
  databaseMs = ((await databaseCpuMs()) ?? 0) - before;
  turns.push({ copy, plain: arm, sealed: await exported(sealed), xlsx: await exportedAsXlsx(plain) });
}
const peakBytes = process.resourceUsage().maxRSS * 1024;
const download = await downloaded();
await closeClient();
process.stdout.write(JSON.stringify({ turns, databaseMs, beforeBytes, peakBytes, download }));
