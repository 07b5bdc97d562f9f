import { and, eq } from 'drizzle-orm';
import {
  type FieldDefinition,
  fieldsWithMark,
  getFieldById,
  getModule,
  hasMark,
  isSelected,
  type ModuleDefinition,
} from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { loadMetadata } from '@/lib/crm/modules/metadata';
import { settleRecords } from '@/lib/crm/records/seal-field';
import type { Context } from '@/lib/platform/context';
import { fields } from '@/lib/platform/db/schema/modules';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, invalid, limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { MAX_MARKED_FIELDS } from '@/lib/protection/compliance/doors';
import { type Attempt, unchanged } from '@/lib/protection/mutate';
import { changeCompliance } from './compliance/change';
import { cleanViews } from './compliance/clean-views';
import { assertEnabled } from './compliance/enabled';
import { withoutField } from './compliance/removed-marks';
import type { MarkField } from './compliance/schemas';
import { readRemovedMarks, writeCompliance } from './compliance/stored';
import { tellSuspended } from './compliance/suspended-rules';
import { withdrawEmpty } from './compliance/withdraw';

export interface Marked {
  /** Whether the field's values are, or are being, encrypted. */
  sealed: boolean;
  /** `background`: a job brings the values that are there into line; the mask is in force already. */
  state: 'done' | 'background';
  jobId: Id | null;
  /** Saved views that lost a filter or sort by the field. */
  views: number;
}

/**
 * Marks a field as Contains Personal Health Data: masked from the very next request on. With `encrypt` its values are
 * sealed, those that are there too. A field marked already can be encrypted so; encryption is never undone here.
 * @throws forbidden without the right and for types that cannot be marked; not_found; invalid when the module is not
 * selected, the type cannot be encrypted or no reason is given for declining it; limited at 25, naming the field.
 */
export async function markField(ctx: Context, input: MarkField): Promise<Marked> {
  const attempt: Attempt = { action: 'field.mark', module: input.module, subjectId: input.fieldId };
  return changeCompliance(ctx, attempt, async (tx, metadata) => {
    const module = getModule(metadata, input.module);
    const field = getFieldById(module, input.fieldId);
    attempt.fields = [field.apiName];
    assertMarkable(field);
    assertEnabled(metadata.compliance);
    assertSelected(module);
    if (!hasMark(field)) assertRoom(module, field);
    const { sealed, reason } = encryptionOf(field, input);
    if (hasMark(field) && field.sealed === sealed && field.unsealedReason === reason) {
      return unchanged({ sealed, state: 'done', jobId: null, views: 0 });
    }

    await tx.db
      .update(fields)
      .set({ marked: true, heldBy: null, sealed, unsealedReason: reason, indexSlot: null })
      .where(and(eq(fields.orgId, tx.orgId), eq(fields.id, field.id)));
    await forgetRemoved(tx, module, field);
    const views = await cleanViews(tx, module.id, [field.apiName]);
    const after = getModule(await loadMetadata(tx), module.apiName);
    const settlement = await settleRecords(tx, ctx, after, [field.apiName]);
    const withdrawn = await withdrawEmpty(tx, ctx, [field.heldBy]);
    const suspended = await tellSuspended(tx, [field]);
    const facts = {
      encrypt: sealed,
      views,
      settled: settlement.state,
      ...(suspended.length > 0 && { sharingRules: suspended }),
    };
    return {
      value: {
        sealed,
        state: settlement.state,
        jobId: settlement.state === 'background' ? settlement.jobId : null,
        views,
      },
      // The reason is a person's free text: sealed like any other note.
      entries: [{ ...attempt, facts, ...(reason !== null && { note: reason }) }, ...settlement.entries, ...withdrawn],
    };
  });
}

function assertMarkable(field: FieldDefinition): void {
  const type = fieldType(field.type);
  if (type.markable) return;
  const why = `${type.label} fields cannot be marked as personal health data.`;
  throw forbidden(`${field.label} was not marked: ${why}`, {
    reason: 'NOT_MARKABLE',
    fields: { [field.apiName]: why },
  });
}

function assertSelected(module: ModuleDefinition): void {
  if (isSelected(module)) return;
  throw invalid(`Select ${module.plural} in HIPAA Compliance Settings first.`, { reason: 'MODULE_NOT_SELECTED' });
}

/** The database holds the limit whoever races; this says which field was one too many. */
function assertRoom(module: ModuleDefinition, field: FieldDefinition): void {
  const count = fieldsWithMark(module).length;
  if (count < MAX_MARKED_FIELDS) return;
  const why = `${count} of ${MAX_MARKED_FIELDS} fields of ${module.plural} are marked. Unmark one before you mark another.`;
  throw limited(`${field.label} was not marked: ${why}`, {
    reason: 'LIMIT_EXCEEDED',
    fields: { [field.apiName]: why },
    facts: { limit: MAX_MARKED_FIELDS },
  });
}

function encryptionOf(field: FieldDefinition, input: MarkField): { sealed: boolean; reason: string | null } {
  const type = fieldType(field.type);
  if (field.sealed) return { sealed: true, reason: null };
  if (!type.sealable) {
    if (!input.encrypt) return { sealed: false, reason: null };
    throw invalid(`${field.label} cannot be encrypted: ${type.label} fields cannot.`, {
      fields: { encrypt: `${type.label} fields cannot be encrypted.` },
    });
  }
  if (input.encrypt) return { sealed: true, reason: null };
  const reason = input.reason?.trim();
  if (!reason) {
    throw invalid('Say why the field is not encrypted.', { fields: { reason: 'Say why the field is not encrypted.' } });
  }
  return { sealed: false, reason };
}

/** A field marked anew is no longer one to offer back. */
async function forgetRemoved(tx: Tx, module: ModuleDefinition, field: FieldDefinition): Promise<void> {
  const removed = await readRemovedMarks(tx);
  if (!removed?.modules[module.apiName]?.includes(field.apiName)) return;
  await writeCompliance(tx, { removedMarks: withoutField(removed, module.apiName, field.apiName) });
}
