/** What a change of Compliance Settings would do, said before it is saved. Changes nothing. */

import { fieldsWithMark, getFieldById, getModule, isSelected } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { BATCH_SIZE, hasMoreThan } from '@/lib/crm/records/seal-field';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { MAX_MARKED_FIELDS } from '@/lib/protection/compliance/doors';
import { type FieldUse, fieldUse } from './field-use';
import { type HoldInfo, holdInfoOf } from './hold-info';
import type { FieldChoice, PreviewLoss } from './schemas';

export interface LossPreview {
  /** What must be typed to confirm: the module's plural, or the org's name. */
  confirmText: string;
  /** Fields that lose their mark. */
  fields: number;
  modules: readonly { module: string; plural: string /** Labels. */; fields: readonly string[] }[];
  hold: HoldInfo;
  /** Names made of encrypted fields are in no search, sorting or lookup, marked or not. */
  namesStayHidden: boolean;
}

/**
 * How many fields in which modules lose their mark when a module is deselected or, without one, HIPAA is switched off.
 * @throws forbidden; not_found
 */
export async function previewLoss(ctx: Context, { module: name }: PreviewLoss): Promise<LossPreview> {
  assertOrgRight(ctx, 'manageCompliance');
  const { metadata, hold } = await readInOrg(ctx.orgId, async (tx) => {
    const found = await metadataOf(tx);
    return { metadata: found, hold: await holdInfoOf(tx, ctx, found) };
  });
  const lost = name ? [getModule(metadata, name)] : metadata.modules;
  const modules = lost
    .filter((module) => isSelected(module) && fieldsWithMark(module).length > 0)
    .map((module) => ({
      module: module.apiName,
      plural: module.plural,
      fields: fieldsWithMark(module).map((field) => field.label),
    }));
  return {
    confirmText: name ? getModule(metadata, name).plural : metadata.orgName,
    fields: modules.reduce((sum, module) => sum + module.fields.length, 0),
    modules,
    hold,
    namesStayHidden: lost.some((module) =>
      module.fields.some((field) => field.sealed && module.nameFields.includes(field.apiName)),
    ),
  };
}

export interface MarkPreview {
  /** Marked fields of the module as it is. */
  markedFields: number;
  limit: number;
  /** The type can be encrypted. */
  sealable: boolean;
  /** The values are encrypted already. */
  sealed: boolean;
  /** The values that are there are brought into line by a background job; the mask is in force at once. */
  inBackground: boolean;
  /** Who used it lately: API clients, exports, and saved views that would lose a filter or sort by it. */
  use: FieldUse;
  /** The field is part of the records' names, which would be hidden. */
  isName: boolean;
  /** Lists can be sorted by it as it is, and could not be any more. */
  isSorted: boolean;
}

/**
 * What marking a field would change.
 * @throws forbidden; not_found
 */
export async function previewMark(ctx: Context, choice: FieldChoice): Promise<MarkPreview> {
  assertOrgRight(ctx, 'manageCompliance');
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), choice.module);
    const field = getFieldById(module, choice.fieldId);
    const [use, isLarge] = await Promise.all([
      fieldUse(tx, module, [field.apiName]),
      hasMoreThan(tx, module, BATCH_SIZE),
    ]);
    const type = fieldType(field.type);
    return {
      markedFields: fieldsWithMark(module).length,
      limit: MAX_MARKED_FIELDS,
      sealable: type.sealable,
      sealed: field.sealed,
      inBackground: isLarge,
      use,
      isName: module.nameFields.includes(field.apiName),
      isSorted: type.sortable && !field.marked && !field.sealed,
    };
  });
}
