/** What the screens of Modules and Fields show. Holds no value of any record. */

import {
  type FieldDefinition,
  fieldsWithMark,
  getModule,
  hasMark,
  isSelected,
  type LayoutDefinition,
  type ModuleDefinition,
  type OrgMetadata,
} from '@/lib/crm/modules/definition';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { isSystemMandatory } from '@/lib/crm/modules/standard/mandatory';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { MAX_MARKED_FIELDS } from '@/lib/protection/compliance/doors';
import { type Arrangement, arrangementOf } from './layout-arrangement';

const COUNT_CAP = 1_000;

export interface ModuleSummary {
  apiName: string;
  singular: string;
  plural: string;
  custom: boolean;
  /** Selected for HIPAA. */
  hipaa: boolean;
  fieldCount: number;
  /** Not in the recycle bin; at most `COUNT_CAP`, and then `capped`. */
  records: { count: number; capped: boolean };
  layouts: readonly string[];
}

/** A field and what may be done with it. */
export interface FieldSetup extends FieldDescription {
  /** API name. */
  module: string;
  custom: boolean;
  unsealedReason: string | null;
  /** Its mark was taken away, and its values are protected until that is confirmed or a delay ends. */
  held: boolean;
  /** The module cannot do without it: it stays required, and in every layout. */
  mandatory: boolean;
}

/** Whether fields of the module can be marked: if not, why. */
export type PhiState = 'available' | 'hipaa_off' | 'module_not_selected' | 'no_right';

export interface ModuleSetup {
  apiName: string;
  singular: string;
  plural: string;
  custom: boolean;
  hipaa: boolean;
  fields: readonly FieldSetup[];
  layouts: readonly { name: string; sectionCount: number; fieldCount: number }[];
  phi: PhiState;
  markedCount: number;
  markedLimit: number;
  /** So long an unmarked field stays protected when nobody confirms. */
  holdHours: number;
  /** Modules a lookup can lead to. */
  lookupModules: readonly { apiName: string; plural: string }[];
}

export interface LayoutSetup {
  id: Id;
  name: string;
  module: ModuleSetup;
  arrangement: Arrangement;
}

/** The modules in the order of the navigation. @throws forbidden */
export function listModules(ctx: Context): Promise<ModuleSummary[]> {
  return look(ctx, async (tx, metadata) => {
    const counts = await countRecords(tx, metadata);
    return metadata.modules.map((module) => ({
      apiName: module.apiName,
      singular: module.singular,
      plural: module.plural,
      custom: module.custom,
      hipaa: metadata.compliance.hipaaEnabled && isSelected(module),
      fieldCount: module.fields.length,
      records: counts.get(module.id) ?? { count: 0, capped: false },
      layouts: module.layouts.map((layout) => layout.name),
    }));
  });
}

/** @throws forbidden; not_found */
export function getModuleSetup(ctx: Context, apiName: string): Promise<ModuleSetup> {
  return look(ctx, async (_tx, metadata) => setupOf(ctx, metadata, getModule(metadata, apiName)));
}

/** @param layout its name or id. @throws forbidden; not_found */
export function getLayoutSetup(ctx: Context, apiName: string, layout: string): Promise<LayoutSetup> {
  return look(ctx, async (_tx, metadata) => {
    const module = getModule(metadata, apiName);
    const found = findLayout(module, layout);
    if (!found) throw notFound('The layout');
    return {
      id: found.id,
      name: found.name,
      module: setupOf(ctx, metadata, module),
      arrangement: arrangementOf(found),
    };
  });
}

function look<T>(ctx: Context, read: (tx: Tx, metadata: OrgMetadata) => Promise<T>): Promise<T> {
  return inOrg(ctx.orgId, async (tx) => {
    assertOrgRight(ctx, 'manageModules');
    return read(tx, await metadataOf(tx));
  });
}

const findLayout = (module: ModuleDefinition, nameOrId: string): LayoutDefinition | undefined =>
  module.layouts.find((layout) => layout.name === nameOrId || (isId(nameOrId) && layout.id === nameOrId));

function setupOf(ctx: Context, metadata: OrgMetadata, module: ModuleDefinition): ModuleSetup {
  return {
    apiName: module.apiName,
    singular: module.singular,
    plural: module.plural,
    custom: module.custom,
    hipaa: metadata.compliance.hipaaEnabled && isSelected(module),
    fields: module.fields.map((field) => fieldSetup(module, field)),
    layouts: module.layouts.map(({ name, sections }) => ({
      name,
      sectionCount: sections.length,
      fieldCount: sections.reduce((count, section) => count + section.fields.length, 0),
    })),
    phi: phiState(ctx, metadata, module),
    markedCount: fieldsWithMark(module).length,
    markedLimit: MAX_MARKED_FIELDS,
    holdHours: metadata.holdHours,
    lookupModules: metadata.modules.map(({ apiName, plural }) => ({ apiName, plural })),
  };
}

function phiState(ctx: Context, metadata: OrgMetadata, module: ModuleDefinition): PhiState {
  if (!metadata.compliance.hipaaEnabled) return 'hipaa_off';
  if (!isSelected(module)) return 'module_not_selected';
  return canInOrg(ctx.rights, 'manageCompliance') ? 'available' : 'no_right';
}

const fieldSetup = (module: ModuleDefinition, field: FieldDefinition): FieldSetup => ({
  module: module.apiName,
  id: field.id,
  apiName: field.apiName,
  label: field.label,
  type: field.type,
  options: field.options,
  helpText: field.helpText,
  required: field.required,
  readOnly: field.readOnly,
  unique: field.unique,
  marked: hasMark(field),
  held: field.heldBy !== null,
  sealed: field.sealed,
  custom: field.custom,
  unsealedReason: field.unsealedReason,
  mandatory: isSystemMandatory(module, field),
});

/** One index scan of at most the cap for each module. */
async function countRecords(tx: Tx, metadata: OrgMetadata): Promise<Map<Id, ModuleSummary['records']>> {
  const ids = metadata.modules.map((module) => module.id);
  const rows = await tx.sql<{ id: Id; count: number }[]>`
    select m.id, (
      select count(*)::int from (
        select from records r where r.org_id = ${tx.orgId} and r.module_id = m.id and r.deleted_at is null
        limit ${COUNT_CAP + 1}) found) as count
    from unnest(${ids}::bigint[]) as m (id)`;
  return new Map(rows.map(({ id, count }) => [id, { count: Math.min(count, COUNT_CAP), capped: count > COUNT_CAP }]));
}
