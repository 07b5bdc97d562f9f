import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { hiddenIn, metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { markedAmong, noteDisclosures } from '@/lib/protection/accounting/note';
import type { Purpose } from '@/lib/protection/compliance/purposes';
import { INTEGRITY } from '@/lib/protection/integrity/errors';
import { noteFailures } from '@/lib/protection/integrity/failure';
import { mutate } from '@/lib/protection/mutate';
import { orNull } from './damaged';
import { assertMayReveal } from './reveal';
import { openRow, pick, type SealedRow } from './row';

export interface SubjectRequest {
  module: string;
  recordId: Id;
  purpose: Purpose;
  /** The export that it is opened for. */
  jobId: Id;
}

/** What a record holds, for the person it is about. */
export interface SubjectValues {
  /** By API name; where `damaged`, of what is not encrypted. */
  values: Record<string, StoredValue>;
  /** The encrypted values do not open. */
  damaged: boolean;
}

/**
 * Opens every value of one record for the person it is about (45 CFR 164.524), marked ones too, whatever the switch of
 * the export door says (docs/decisions/2026-11-22-subject-export.md). The event names them and is committed before they
 * are given.
 * @throws forbidden without the rights to reveal and to export, and where the profile hides a field; not_found; invalid for any other purpose.
 */
export async function openForSubject(ctx: Context, request: SubjectRequest): Promise<SubjectValues> {
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
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    assertMayReveal(ctx, module);
    assertModuleRight(ctx, module, 'export');
    assertSeesAll(module);
    const [row] = await tx.sql<SealedRow[]>`
      select id, values, sealed, seal_version from records
      where ${visibleRecords(tx, ctx, module)} and id = ${recordId}`;
    if (!row) throw notFound('The record');
    const fields = module.fields.filter((field) => field.marked || field.sealed).map(({ apiName }) => apiName);
    const names = module.fields.map(({ apiName }) => apiName);
    const clear = module.fields.filter((field) => !field.sealed).map(({ apiName }) => apiName);
    const keys = await keysOf(tx);
    const opened = orNull(() => openRow(row, names, module, keys));
    const entry = { ...attempt, fields, purpose };
    const note = (values: Record<string, StoredValue>) => noteGiven(tx, ctx, module, { values, recordId, jobId });
    if (opened === null) {
      noteFailures(tx, ctx, [{ what: 'record', module: moduleName, recordId, fields, during: attempt.action }]);
      const value = { values: pick(row.values, clear), damaged: true };
      await note(value.values);
      return { value, entries: [{ ...entry, facts: { withheld: INTEGRITY } }] };
    }
    const values = { ...pick(row.values, names), ...opened };
    await note(values);
    return { value: { values, damaged: false }, entries: [entry] };
  });
}

/** @throws forbidden: what is made for the person it is about has to be whole (45 CFR 164.524). */
export function assertSeesAll(module: ModuleDefinition): void {
  if (hiddenIn(module).length === 0) return;
  const message = `Your profile does not see every field of ${module.plural}. Somebody who does has to make this.`;
  throw forbidden(message, { reason: 'FIELDS_HIDDEN', facts: { module: module.apiName } });
}

/** Who receives what is made for the person a record is about. */
export const THE_INDIVIDUAL = 'The person the record is about';

/** The line of the accounting: of the marked fields that hold a value, and of notes and files that hang on the record. */
async function noteGiven(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { values, recordId, jobId }: Pick<SubjectRequest, 'recordId' | 'jobId'> & { values: Record<string, StoredValue> },
): Promise<void> {
  const marked = markedAmong(module.fields).filter((name) => values[name] !== undefined);
  const [hangs] = await tx.sql<[{ notes: boolean; files: boolean }]>`
    select exists(select from notes where org_id = ${tx.orgId} and record_id = ${recordId}) as notes,
      exists(select from attachments where org_id = ${tx.orgId} and record_id = ${recordId}) as files`;
  const parts = module.hipaa ? [...(hangs.notes ? ['$notes'] : []), ...(hangs.files ? ['$files'] : [])] : [];
  const fields = [...marked, ...parts];
  const given = { recipient: THE_INDIVIDUAL, address: '', purpose: 'patient_request' };
  const about = { moduleId: module.id, fields, recordIds: [recordId], subjectId: jobId };
  await noteDisclosures(tx, ctx, [{ exit: 'subject_export', ...given, ...about }]);
}
