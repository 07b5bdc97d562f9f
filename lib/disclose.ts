/**
 * The only door to people's clear text: nothing else imports the opening half of `lib/crypto` (with `credentials.ts` for
 * the product's own secrets; a test checks it).
 *
 * Guarantees: a marked value is opened for a person only after the event that says who, what and why is committed; for a
 * door only what policy calls clear there. If the event cannot be written, nothing is opened. Against: screens, exports
 * and jobs that would read around policy. Not against: somebody with the keys and the database.
 */
import { pipeline, type Readable } from 'node:stream';
import type { Door } from './compliance/doors';
import { treatmentOf } from './compliance/policy';
import type { Purpose } from './compliance/purposes';
import type { Context } from './context';
import { openText } from './crypto/detail-open';
import { open } from './crypto/record-open';
import { Sealed } from './crypto/sealed';
import { openStream } from './crypto/stream-open';
import { inOrg, type Tx } from './db/transaction';
import { forbidden, invalid, notFound } from './errors';
import type { Id } from './ids';
import { detailContext, type EntryDetail } from './ledger/append';
import {
  type FieldDefinition,
  findField,
  getModule,
  type ModuleDefinition,
  markedFields,
  type OrgMetadata,
} from './modules/definition';
import { fieldType } from './modules/field-types/registry';
import type { StoredValue } from './modules/field-types/type';
import { metadataOf } from './modules/metadata';
import { assertModuleRight, visibleRecord } from './modules/visibility';
import { mutate } from './mutate';
import { keysOf } from './org-keys';
import { canInModule, canInOrg } from './rights';

export interface SealedRow {
  id: Id;
  values: Record<string, StoredValue>;
  sealed: Buffer | null;
}

export interface RevealRequest {
  module: string;
  recordId: Id;
  /** API names of marked fields. */
  fields: readonly string[];
  purpose: Purpose;
  /** What a person wrote; required when the purpose is `other`. Kept sealed in the event. */
  note?: string;
}

/**
 * Reveals marked values of one record to a person. The event is committed before anything is opened.
 * @returns the values by API name; a field that holds none is absent.
 * @throws forbidden without the right to reveal; not_found; invalid for a field that is not marked.
 */
export async function reveal(ctx: Context, request: RevealRequest): Promise<Record<string, StoredValue>> {
  const { recordId, fields, purpose } = request;
  const note = request.note?.trim();
  if (fields.length === 0) throw invalid('Name at least one field.');
  if (purpose === 'other' && !note) throw invalid('Say what the purpose is.', { fields: { note: 'Required' } });
  const attempt = { action: 'record.reveal', module: request.module, recordId, fields, door: 'screen' } as const;
  const committed = await mutate(ctx, attempt, async (tx) => {
    const metadata = await metadataOf(tx);
    const module = getModule(metadata, request.module);
    assertMayReveal(ctx, module);
    for (const name of fields) {
      if (!findField(module, name)?.marked) throw invalid(`The field ${name} is not marked as personal health data.`);
    }
    const [row] = await tx.sql<SealedRow[]>`
      select id, values, sealed from records
      where org_id = ${tx.orgId} and id = ${recordId} and module_id = ${module.id} and deleted_at is null
        and ${visibleRecord(tx, ctx, module)}`;
    if (!row) throw notFound('The record');
    return {
      value: { row, module, keys: await keysOf(tx) },
      entries: [{ ...attempt, purpose, ...(note && { note }) }],
    };
  });
  const { row, module, keys } = committed;
  const opened = openRow(row, fields, module, ctx.orgId, keys);
  return { ...pick(row.values, fields), ...opened };
}

export interface SubjectRequest {
  module: string;
  recordId: Id;
  purpose: Purpose;
  /** The export that it is opened for. */
  jobId: Id;
}

/**
 * Opens every value of one record for the person it is about (45 CFR 164.524), marked ones too, whatever the switch of
 * the export door says (docs/decisions/2026-11-22-subject-export.md). The event names them and is committed first.
 * @returns all values by API name.
 * @throws forbidden without the rights to reveal and to export; not_found; invalid for any other purpose.
 */
export async function openForSubject(ctx: Context, request: SubjectRequest): Promise<Record<string, StoredValue>> {
  const { module: moduleName, recordId, purpose, jobId } = request;
  if (purpose !== 'patient_request')
    throw invalid('Everything about a record leaves at the request of the patient only.');
  const attempt = {
    action: 'record.subject_export',
    module: moduleName,
    recordId,
    subjectId: jobId,
    door: 'export',
  } as const;
  const { row, module, keys } = await mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataOf(tx), moduleName);
    assertMayReveal(ctx, module);
    assertModuleRight(ctx, module, 'export');
    const [row] = await tx.sql<SealedRow[]>`
      select id, values, sealed from records
      where org_id = ${tx.orgId} and id = ${recordId} and module_id = ${module.id} and deleted_at is null
        and ${visibleRecord(tx, ctx, module)}`;
    if (!row) throw notFound('The record');
    const fields = markedFields(module).map(({ apiName }) => apiName);
    return { value: { row, module, keys: await keysOf(tx) }, entries: [{ ...attempt, fields, purpose }] };
  });
  const names = module.fields.map(({ apiName }) => apiName);
  return { ...pick(row.values, names), ...openRow(row, names, module, ctx.orgId, keys) };
}

/** @throws forbidden */
export function assertMayReveal(ctx: Context, module: ModuleDefinition): void {
  if (!canInModule(ctx.rights, module.apiName, 'view') || !canInOrg(ctx.rights, 'revealPhi')) {
    throw forbidden('Your profile may not reveal personal health data.');
  }
}

/**
 * Opens what policy calls clear at a door: sealed values that are not marked and, where the door is open to the asker,
 * marked ones. The caller writes the door's event in the same transaction.
 * @returns for each row, in order, its clear sealed values.
 */
export async function openThroughDoor(
  tx: Tx,
  ctx: Context,
  door: Door,
  module: ModuleDefinition,
  rows: readonly SealedRow[],
  only?: readonly FieldDefinition[],
): Promise<Record<string, StoredValue>[]> {
  const { compliance } = await metadataOf(tx);
  const names = (only ?? module.fields)
    .filter((field) => field.sealed && treatmentOf(field, door, compliance, ctx.rights) === 'clear')
    .map((field) => field.apiName);
  if (names.length === 0) return rows.map(() => ({}));
  const keys = await keysOf(tx);
  return rows.map((row) => openRow(row, names, module, tx.orgId, keys));
}

/**
 * Confirms candidates of a blind-index search: gives the ids whose value really equals, and nothing else.
 * @param normalised by the field type's `normalise`.
 */
export async function confirmEquals(
  tx: Tx,
  module: ModuleDefinition,
  field: FieldDefinition,
  normalised: string,
  candidates: readonly SealedRow[],
): Promise<Id[]> {
  const keys = await keysOf(tx);
  const type = fieldType(field.type);
  return candidates
    .filter((row) => {
      const value = openRow(row, [field.apiName], module, tx.orgId, keys)[field.apiName] ?? row.values[field.apiName];
      return value !== undefined && type.normalise(value) === normalised;
    })
    .map((row) => row.id);
}

/** What a note says. Notes of a HIPAA module are opened only for those who may reveal. */
export async function openNotes(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  rows: readonly { id: Id; sealed: Buffer }[],
): Promise<Record<string, StoredValue>[]> {
  if (module.hipaa) assertMayReveal(ctx, module);
  const keys = await keysOf(tx);
  return rows.map((row) =>
    open(Sealed.fromBytes(row.sealed), ['title', 'body'], keys, {
      orgId: tx.orgId,
      module: module.id,
      recordId: row.id,
    }),
  );
}

/** An attachment's file name, sealed under the attachment's id. Of a HIPAA module only for those who may reveal. */
export async function openFileNames(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  rows: readonly { id: Id; sealedName: Buffer }[],
): Promise<string[]> {
  if (module.hipaa) assertMayReveal(ctx, module);
  const keys = await keysOf(tx);
  return rows.map((row) => openText('job', Sealed.fromBytes(row.sealedName), keys, fileNameContext(row.id)));
}

/** The associated data of a sealed file name. */
export const fileNameContext = (attachmentId: Id): readonly string[] => ['attachment-name', attachmentId];

/**
 * Opens a sealed file of the org as it is read. The caller has checked who asks and committed the event.
 * The stream fails with `TruncatedError` when the file is cut, `OpenError` when it was touched.
 */
export async function openFile(orgId: Id, fileId: Id, source: Readable): Promise<Readable> {
  const keys = await inOrg(orgId, keysOf);
  const opened = openStream(keys, { orgId, fileId });
  // Not `pipe`: a reader who breaks off must close the file as well. An error reaches the reader by `opened`.
  pipeline(source, opened, () => {});
  return opened;
}

/** What a job was asked for, where that may hold values: sealed under the job's id. */
export async function openJobRequest(tx: Tx, jobId: Id, sealed: Buffer): Promise<string> {
  return openText('job', Sealed.fromBytes(sealed), await keysOf(tx), jobRequestContext(jobId));
}

/** The associated data of a job's sealed request. */
export const jobRequestContext = (jobId: Id): readonly string[] => ['job-request', jobId];

/** The sealed details of ledger entries; values of fields that are marked by now are left out, whoever asks. */
export async function openDetails(
  tx: Tx,
  entries: readonly { id: Id; module: string | null; sealedDetail: Buffer | null }[],
): Promise<EntryDetail[]> {
  const [keys, metadata] = await Promise.all([keysOf(tx), metadataOf(tx)]);
  return entries.map((entry) => {
    if (!entry.sealedDetail) return {};
    const text = openText(
      'ledger-detail',
      Sealed.fromBytes(entry.sealedDetail),
      keys,
      detailContext(tx.orgId, entry.id),
    );
    return withoutMarked(JSON.parse(text) as EntryDetail, entry.module, metadata);
  });
}

function withoutMarked(detail: EntryDetail, moduleName: string | null, metadata: OrgMetadata): EntryDetail {
  const module = metadata.modules.find(({ apiName }) => apiName === moduleName);
  const changes = Object.entries(detail.changes ?? {}).filter(([name]) => {
    const field = module && findField(module, name);
    return field && !field.marked;
  });
  return { ...detail, changes: Object.fromEntries(changes) };
}

function openRow(
  row: SealedRow,
  fields: readonly string[],
  module: ModuleDefinition,
  orgId: Id,
  keys: Parameters<typeof open>[2],
): Record<string, StoredValue> {
  if (!row.sealed) return {};
  return open(Sealed.fromBytes(row.sealed), fields, keys, { orgId, module: module.id, recordId: row.id });
}

function pick(values: Record<string, StoredValue>, names: readonly string[]): Record<string, StoredValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}
