/** What is read from its beginning to its end into a file. */
import { downloadBulkRead } from '@/lib/crm/exports/bulk/download';
import { openBulkRequest } from '@/lib/crm/exports/bulk/read';
import { runBulkRead } from '@/lib/crm/exports/bulk/run';
import { CELL_END, findEnd, LINE_END, selectCells } from '@/lib/crm/exports/csv/select';
import type { RowPlan } from '@/lib/crm/exports/rows/plan';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { listableModule } from '@/lib/crm/records/list';
import { nextRows } from '@/lib/crm/records/list-rows';
import { queryWhere } from '@/lib/crm/records/where';
import { beginJob } from '@/lib/platform/background/life';
import { progressOf } from '@/lib/platform/background/progress';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { clearAmong, treat } from '@/lib/protection/compliance/policy';
import type { TestOrg } from '../make-org';
import type { Rest } from '../rest';
import { unzip } from '../unzip';
import { disturbLeads, leads } from './leads';
import { byToken } from './rest-pages';
import { idsIn, type MakeWalk, type Page, PER_PAGE, type Walk, type WalkedList } from './walk';

type ReadBatch = (tx: Tx, org: TestOrg, plan: RowPlan, after: Id | null) => Promise<Page>;

/** As exports, bulk reads and bundles go through a module. */
const inBatches = (org: TestOrg, after: Id | null, read: ReadBatch): Promise<Page> =>
  inOrg(org.orgId, async (tx) => {
    const { module, fields } = await listableModule(tx, org.operator, 'Leads', 'export');
    const query = await queryWhere(tx, org.operator, { module, fields }, null);
    const { compliance } = await metadataOf(tx);
    const { clear } = treat(module.fields, 'export', compliance, org.operator.rights);
    return read(tx, org, { module, query, chosen: clearAmong(clear, []) }, after);
  });

const nextBatch: ReadBatch = async (tx, _, { query }, after) => {
  const { rows, after: next } = await nextRows(tx, query, after, PER_PAGE);
  return { ids: idsIn(rows), next };
};

const nextCells: ReadBatch = async (tx, { operator }, plan, after) => {
  const upTo = await findEnd(tx, plan, after, PER_PAGE);
  const batch = { tx, ctx: operator, plan };
  const { bytes, after: next } = await selectCells(batch, await metadataOf(tx), { after, upTo }, { limit: PER_PAGE });
  const lines = bytes.toString().split(String.fromCharCode(LINE_END));
  return { ids: lines.map((line) => line.split(String.fromCharCode(CELL_END))[0] ?? ''), next };
};

/** Each page is a job of its own; a page has two hundred thousand records, here five. */
function bulkPages(org: TestOrg, rest: Rest): Walk['read'] {
  return async (page_token) => {
    const query = { module: { api_name: 'Leads' }, fields: ['Last_Name'], ...(page_token && { page_token }) };
    const started = await rest('POST', '/crm/bulk/v8/read', { query });
    const jobId: Id = started.body.data[0].details.id;
    await beginJob(org.orgId, jobId);
    const { signal } = new AbortController();
    const options = { report: progressOf(org.orgId, jobId), signal, mostRows: PER_PAGE };
    await runBulkRead(org.operator, jobId, await openBulkRequest(org.orgId, jobId), options);
    const { result } = (await rest('GET', `/crm/bulk/v8/read/${jobId}`)).body.data[0];
    const lines = (await bulkFile(org, jobId)).trim().split('\r\n').slice(1);
    return { ids: lines.map((line) => line.split(',')[0] ?? ''), next: result.next_page_token };
  };
}

async function bulkFile(org: TestOrg, jobId: Id): Promise<string> {
  const { content } = await downloadBulkRead(org.operator, jobId);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return (await unzip(Buffer.concat(chunks)))[`${jobId}.csv`]?.toString() ?? '';
}

export const EXPORT_WALKS = {
  'export.records': async (org) => {
    const ids = await leads(org);
    return { ids, read: (after) => inBatches(org, after, nextBatch), meanwhile: disturbLeads(org, ids, true) };
  },
  'export.cells': async (org) => {
    const ids = await leads(org);
    return { ids, read: (after) => inBatches(org, after, nextCells), meanwhile: disturbLeads(org, ids, true) };
  },
  'api.bulk_read': async (org) => {
    const ids = await leads(org);
    return { ids, read: bulkPages(org, await byToken(org)), meanwhile: disturbLeads(org, ids, true) };
  },
} satisfies Partial<Record<WalkedList, MakeWalk>>;
