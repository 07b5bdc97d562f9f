import { Readable } from 'node:stream';
import { updateField } from '@/lib/admin/customization/update-field';
import { downloadAttachment, listAttachments } from '@/lib/crm/attachments/queries';
import { getBoard } from '@/lib/crm/boards/get';
import { getCalendar } from '@/lib/crm/calendars/get';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { firstRows, lookAtColumns } from '@/lib/crm/imports/columns/look';
import { countKnown } from '@/lib/crm/imports/dry-run/count-known';
import { getImport, getImportTarget, listImports } from '@/lib/crm/imports/queries';
import { refusedRows } from '@/lib/crm/imports/run/refused-rows';
import { dryRun } from '@/lib/crm/imports/testing/dry-run';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { countChosen } from '@/lib/crm/mass-changes/choose';
import { getMassOutcome } from '@/lib/crm/mass-changes/queries';
import type { Chosen } from '@/lib/crm/mass-changes/schemas';
import { startMassChange } from '@/lib/crm/mass-changes/start';
import { listNotes } from '@/lib/crm/notes/queries';
import { listDuplicates } from '@/lib/crm/records/duplicates/list';
import { startDuplicateSearch } from '@/lib/crm/records/duplicates/start';
import { findDuplicates } from '@/lib/crm/records/merge/find';
import { updateRecord } from '@/lib/crm/records/update';
import { createView } from '@/lib/crm/views/create';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { reveal } from '@/lib/protection/disclose/reveal';
import { findByValue } from '@/lib/ways-in/http/find-records';
import { findDuplicates as findAll } from '@/lib/ways-in/jobs/handlers/find-duplicates';
import { changeMany } from '@/lib/ways-in/jobs/handlers/mass-change';

import { outcomeOf } from '../ask';
import { FILTERS, heldBy, lists, MARKED, PRYING_CHOICES, PRYING_LISTS, type Verb } from './ask';

/** Those who may reveal do read values by these: asked by the others only. */
export const GUARDED_READS: Readonly<Record<string, Verb>> = {
  'listRecords, prying': (ctx) => [
    ...lists(ctx, 'Contacts', PRYING_LISTS),
    ...lists(ctx, 'Leads', [
      { search: 'Zqfairweather' },
      { filters: [{ field: 'Last_Name', operator: 'equals', value: 'Zqfairweather' }] },
      { filters: [{ field: 'Name', operator: 'contains', value: 'Zq' }] },
      { sort: { field: 'Last_Name', order: 'desc' } },
    ]),
  ],
  'getBoard, prying': (ctx) => [
    ...FILTERS.map((filter) => () => getBoard(ctx, 'Contacts', { filters: [filter] })),
    () => getBoard(ctx, 'Leads', { search: 'Zqfairweather', sum: 'Annual_Revenue' }),
  ],
  'getCalendar, prying': (ctx) => [
    ...FILTERS.map((filter) => () => getCalendar(ctx, 'Contacts', { by: 'Created_Time', filters: [filter] })),
    () => getCalendar(ctx, 'Leads', { search: 'Zqfairweather' }),
  ],
  findByValue: (ctx) =>
    [...MARKED.map(heldBy), 'Zqfairweather', 'Ella Zqfairweather'].map((value) => () => findByValue(ctx, value)),
  countChosen: (ctx) => [
    () => countChosen(ctx, { module: 'Contacts' }),
    ...PRYING_CHOICES.map((chosen) => () => countChosen(ctx, chosen)),
  ],
  startMassChange: (ctx, { ids }) =>
    [...PRYING_CHOICES, { module: 'Contacts', ids: [ids.cara ?? '0', ids.anna ?? '0'] }].map(
      (chosen) => () => changedMany(ctx, chosen),
    ),
  findDuplicates: (ctx, { ids }) =>
    [undefined, ['Last_Name'], ['SSN'], ['Private_Email', 'Home_Phone']].flatMap((by) =>
      ['anna', 'cara', 'dora'].map(
        (key) => () => findDuplicates(ctx, { module: 'Contacts', recordId: ids[key] ?? '0', by }),
      ),
    ),
  startDuplicateSearch: (ctx) => [
    ...[['Last_Name'], ['Email'], ['Title'], ...MARKED.map((name) => [name]), ['Title', 'SSN']].map(
      (by) => () => foundAll(ctx, 'Contacts', by),
    ),
    ...[['Name'], ['Last_Name'], ['Email']].map((by) => () => foundAll(ctx, 'Leads', by)),
  ],
  listNotes: (ctx, { ids }) => [() => listNotes(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  listAttachments: (ctx, { ids }) => [() => listAttachments(ctx, { module: 'Contacts', recordId: ids.anna ?? '0' })],
  downloadAttachment: (ctx, { ids, attachmentId }) => [
    () => downloadAttachment(ctx, { module: 'Contacts', recordId: ids.anna ?? '0', id: attachmentId }),
  ],
  reveal: (ctx, { ids }) => [
    () => reveal(ctx, { module: 'Contacts', recordId: ids.anna ?? '0', fields: MARKED, purpose: 'treatment' }),
    () => reveal(ctx, { module: 'Contacts', recordId: ids.cara ?? '0', fields: ['SSN'], purpose: 'operations' }),
  ],
  startSubjectExport: (ctx, { ids }) => [
    () =>
      startSubjectExport(ctx, {
        module: 'Contacts',
        recordId: ids.anna ?? '0',
        purpose: 'patient_request',
        attachments: true,
      }),
  ],
  getImportTarget: (ctx) => [() => getImportTarget(ctx, 'Contacts')],
  dryRun: (ctx) =>
    (['create', 'skip', 'overwrite'] as const).map((action) => () => {
      const by = action === 'create' ? null : 'SSN';
      return checked(ctx, `Last Name,SSN\nProbe,${heldBy('SSN')}\nProbe,555-00-9999\n`, { by, action });
    }),
  listImports: (ctx) => [() => listImports(ctx)],
  createView: (ctx) =>
    FILTERS.slice(0, 10).map((filter, n) => () => {
      const definition = { columns: ['Title'], filters: [filter], sort: null };
      return createView(ctx, { module: 'Contacts', name: `Prying ${n}`, definition });
    }),
  updateField: (ctx, { fields }) => [
    ...['Diagnosis', 'Mailing_City', 'Private_Email'].map(
      (name) => () => updateField(ctx, { module: 'Contacts', fieldId: fields[name] ?? '0', unique: true }),
    ),
    ...[['Cold Call'], ['Trade Show'], []].map(
      (kept) => () =>
        updateField(ctx, {
          module: 'Contacts',
          fieldId: fields.Lead_Source ?? '0',
          options: { pickList: kept.map((value) => ({ value, label: value })) },
        }),
    ),
  ],
  updateRecord: (ctx, { ids }) => [
    () => updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { Diagnosis: 'Zqlupus' } }),
    () =>
      updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { SSN: heldBy('SSN').replace('9', '8') } }),
    () => updateRecord(ctx, { module: 'Contacts', id: ids.cara ?? '0', values: { Weight: '' } }),
  ],
};

/** What becomes of a change of many: of the value of a marked field, which is written all the same. */
async function changedMany(ctx: Context, chosen: Chosen): Promise<unknown> {
  const act = { kind: 'field', field: 'Risk', value: heldBy('Risk') } as const;
  const { jobId, records } = await startMassChange(ctx, { chosen, act });
  await beginJob(ctx.orgId, jobId);
  await changeMany(ctx.orgId, jobId, new AbortController().signal);
  return { records, outcome: await getMassOutcome(ctx, { jobId }), job: await getJob(ctx, jobId) };
}

/** What a search of a whole module finds, and what its job says. */
async function foundAll(ctx: Context, module: string, by: string[]): Promise<unknown> {
  const { jobId } = await startDuplicateSearch(ctx, { module, by });
  await beginJob(ctx.orgId, jobId);
  await findAll(ctx.orgId, jobId, new AbortController().signal);
  return { found: await listDuplicates(ctx, { module }), job: await getJob(ctx, jobId) };
}

/** What a dry run says of a file, and the file of refused rows. */
async function checked(
  ctx: Context,
  csv: string,
  duplicates: { by: string | null; action: 'create' | 'skip' | 'overwrite' },
) {
  const { importId } = await uploadImport(ctx, { module: 'Contacts', source: Readable.from([Buffer.from(csv)]) });
  const mapping = { 0: 'Last_Name', 1: 'SSN' };
  const known = await outcomeOf(() => countKnown(ctx, { module: 'Contacts', importId, by: 'SSN', column: 1 }));
  const found = await dryRun(ctx, { module: 'Contacts', importId, mapping, duplicates });
  const reference = { module: 'Contacts', importId };
  const refused: string[] = [];
  for await (const some of await refusedRows(ctx, reference)) refused.push(JSON.stringify(some));
  const { headers, mapping: kept } = await getImport(ctx, reference);
  return { known, found, refused, headers, kept, looked: await lookedAt(ctx) };
}

/** What is shown of a file's columns: the file's own values, to whoever gave them, whatever records hold. */
async function lookedAt(ctx: Context): Promise<unknown> {
  const csv = 'Last Name,SSN,Lead Source\nProbe,555-00-9999,Nowhere\n';
  const { importId } = await uploadImport(ctx, { module: 'Contacts', source: Readable.from([Buffer.from(csv)]) });
  const reference = { module: 'Contacts', importId };
  const mapping = { 0: 'Last_Name', 1: 'SSN', 2: 'Lead_Source' };
  return [await lookAtColumns(ctx, { ...reference, mapping }), await firstRows(ctx, reference)];
}
