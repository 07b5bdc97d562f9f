import { buffer, text } from 'node:stream/consumers';
import { runAuditExport, startAuditExport } from '@/lib/crm/exports/audit/export';
import { downloadExport } from '@/lib/crm/exports/download';
import { asksPurpose } from '@/lib/crm/exports/print/asks-purpose';
import { printList, printRecord } from '@/lib/crm/exports/print/print';
import { planRecordExport, startRecordExport } from '@/lib/crm/exports/records/export';
import type { RecordExportRequest } from '@/lib/crm/exports/schemas';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import type { ListRequest } from '@/lib/crm/records/list';
import { jobContext } from '@/lib/platform/background/job-context';
import { beginJob } from '@/lib/platform/background/life';
import { getJob, listMyJobs } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { exportRecords } from '@/lib/ways-in/jobs/handlers/export';
import { exportSubject } from '@/lib/ways-in/jobs/handlers/subject-export';
import { unzip } from '../../unzip';

import { FILTERS, heldBy, MARKED, type Verb } from './ask';

const FILES: Omit<RecordExportRequest, 'bom'>[] = [
  { module: 'Contacts' },
  { module: 'Contacts', columns: [...MARKED, 'Title'] },
  { module: 'Leads' },
  { module: 'Cases', columns: ['Subject', 'Related_To', 'Referral'] },
  { module: 'Contacts', search: heldBy('SSN') },
  { module: 'Contacts', filters: [{ field: 'Diagnosis', operator: 'equals', value: heldBy('Diagnosis') }] },
  { module: 'Contacts', columns: [...MARKED, 'Title'], format: 'xlsx' },
  { module: 'Contacts', format: 'zip', include: ['related', 'attachments'] },
];
const PLANS = [...FILES, ...FILTERS.map((filter) => ({ module: 'Contacts', filters: [filter] }))];

/** The export door, while it is restricted: nobody gets values through it, whatever their rights. */
export const EXPORT_READS: Readonly<Record<string, Verb>> = {
  planRecordExport: (ctx) => PLANS.map((request) => () => planRecordExport(ctx, { bom: false, ...request })),
  startRecordExport: (ctx) => FILES.map((request) => () => exported(ctx, { bom: false, ...request })),
  // Contacts point to it: of the subject's own record everything is opened, of these nothing that the door withholds.
  'subject export of an account': (ctx, { ids }) => [() => exportedSubject(ctx, ids.account ?? '0')],
  printList: (ctx) => [
    ...[{}, { columns: MARKED }, ...FILTERS.map((filter) => ({ filters: [filter] })), { search: heldBy('SSN') }].map(
      (request: ListRequest) => () => printList(ctx, 'Contacts', request),
    ),
    () => printList(ctx, 'Leads', {}),
  ],
  printRecord: (ctx, { ids }) => [
    () => printRecord(ctx, 'Contacts', ids.anna ?? '0'),
    () => printRecord(ctx, 'Leads', ids.ella ?? '0'),
    () => printRecord(ctx, 'Cases', ids.case1 ?? '0'),
  ],
  asksPurpose: (ctx, { ids }) => [
    () => asksPurpose(ctx, 'Contacts', { recordId: ids.anna ?? '0' }),
    () => asksPurpose(ctx, 'Contacts', { columns: MARKED }),
  ],
  startAuditExport: (ctx) => [() => exportedAudit(ctx)],
  getJob: (ctx) => [() => getJob(ctx, '123')],
  listMyJobs: (ctx) => [() => listMyJobs(ctx, ['export', 'audit_export', 'import'])],
};

async function exported(ctx: Context, request: RecordExportRequest): Promise<unknown> {
  const { jobId } = await startRecordExport(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await exportRecords(ctx.orgId, jobId, new AbortController().signal);
  const { fileName, content } = await downloadExport(ctx, jobId);
  return { fileName, content: await partsOf(fileName, await buffer(content)), job: await getJob(ctx, jobId) };
}

async function exportedSubject(ctx: Context, recordId: string): Promise<unknown> {
  const request = { module: 'Accounts', recordId, purpose: 'patient_request', attachments: false } as const;
  const { jobId } = await startSubjectExport(ctx, request);
  await beginJob(ctx.orgId, jobId);
  await exportSubject(ctx.orgId, jobId, new AbortController().signal);
  const { content } = await downloadExport(ctx, jobId);
  const page = (await buffer(content)).toString();
  return { page: page.replace(TIME_IN_WORDS, '<time>'), job: await getJob(ctx, jobId) };
}

const TIME_IN_WORDS = /[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M/g;

/** A workbook is a zip too: how its parts are pressed and dated says nothing that they do not say themselves. */
async function partsOf(fileName: string, bytes: Buffer): Promise<unknown> {
  if (fileName.endsWith('.csv')) return bytes.toString();
  const entries = Object.entries(await unzip(bytes));
  return Object.fromEntries(entries.map(([name, part]) => [name, part.toString('latin1')]));
}

async function exportedAudit(ctx: Context): Promise<unknown> {
  const params = { filter: {}, bom: false };
  const jobId = await startAuditExport(ctx, params);
  await beginJob(ctx.orgId, jobId);
  const options = { report: async () => {}, signal: new AbortController().signal };
  await runAuditExport(await jobContext(ctx.orgId, jobId), jobId, params, options);
  const { content } = await downloadExport(ctx, jobId);
  return text(content);
}
