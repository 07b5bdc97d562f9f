/** Reading a long ledger: its page, who saw a record, and its export against COPY of the same columns. */
import { viewLedger } from '@/lib/admin/audit/view';
import { runAuditExport, startAuditExport } from '@/lib/crm/exports/audit/export';
import { beginJob } from '@/lib/platform/background/life';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { RECORD } from './ledger-data';
import { median } from './median';
import { psqlMs } from './psql';

const TIMES = 15;

export interface PageTimes {
  pageMs: number;
  whoSawMs: number;
}

/** Milliseconds of the audit log's first page, and of one record's entries with who saw it. */
export async function pageTimes(org: TestOrg): Promise<PageTimes> {
  const pages: number[] = [];
  const seen: number[] = [];
  const query = { range: '90d' as const };
  for (let n = 0; n <= TIMES; n += 1) {
    pages.push(await msOf(() => viewLedger(org.officer, query, {})));
    seen.push(await msOf(() => viewLedger(org.officer, { ...query, record: RECORD }, {})));
  }
  return { pageMs: median(pages), whoSawMs: median(seen) };
}

async function msOf(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

/** Milliseconds of a whole export to its sealed file, and of psql that throws the same columns away. */
export async function exportTimes({ orgId, officer }: TestOrg): Promise<{ exportMs: number; copyMs: number }> {
  const jobId = await startAuditExport(officer, { filter: {}, bom: false });
  await beginJob(orgId, jobId);
  const signal = new AbortController().signal;
  const exportMs = await msOf(() =>
    runAuditExport(officer, jobId, { filter: {}, bom: false }, { report: async () => {}, signal }),
  );
  const copyMs = await psqlMs(`copy (
    select at, actor_name, actor_id, action, outcome, module, record_id, subject_id, fields, facts, purpose, door, ip,
      request_id, id from ledger_entries where org_id = ${orgId} order by id) to stdout (format csv, header)`);
  return { exportMs, copyMs };
}
