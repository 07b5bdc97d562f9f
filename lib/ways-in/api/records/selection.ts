/** Which fields an answer holds: those named, or all that this door lets out to this asker. */

import { type FieldDefinition, findField, type ModuleDefinition, type OrgMetadata } from '@/lib/crm/modules/definition';
import { isNameHidden, isProtected } from '@/lib/crm/records/list-fields';
import type { Context } from '@/lib/platform/context';
import { type Clear, clearAmong, isRestricted, treat, treatmentOf } from '@/lib/protection/compliance/policy';
import { invalidQuery, restricted } from '../api-error';

export const SYSTEM_FIELDS = [
  'Owner',
  'Created_Time',
  'Modified_Time',
  'Created_By',
  'Modified_By',
  'Full_Name',
  'Record_Status__s',
] as const;
export type SystemField = (typeof SYSTEM_FIELDS)[number];

export interface Selection {
  fields: Clear<FieldDefinition>;
  system: ReadonlySet<SystemField>;
}

const MOST_FIELDS = 50;

/** All that leaves here. */
export function everything(metadata: OrgMetadata, ctx: Context, module: ModuleDefinition): Selection {
  return {
    fields: treat(module.fields, 'api', metadata.compliance, ctx.rights).clear,
    system: new Set(SYSTEM_FIELDS),
  };
}

/**
 * Reads the parameter `fields`.
 * @throws INVALID_QUERY for an unknown field, and for one that this door withholds from this asker.
 */
export function select(
  metadata: OrgMetadata,
  ctx: Context,
  module: ModuleDefinition,
  names: readonly string[],
): Selection {
  if (names.length > MOST_FIELDS) throw invalidQuery('too many fields', { param_name: 'fields', limit: MOST_FIELDS });
  const { clear } = treat(module.fields, 'api', metadata.compliance, ctx.rights);
  const fields = new Set<FieldDefinition>();
  const system = new Set<SystemField>();
  for (const name of names) {
    const own = findField(module, name);
    if (own) {
      if (!clear.includes(own)) throw restricted(own.apiName, reasonFor(metadata));
      fields.add(own);
    } else if (isSystemField(name)) {
      if (name === 'Full_Name' && isNameHidden(module)) throw restricted(name, reasonFor(metadata));
      system.add(name);
    } else if (name !== 'id' && !name.startsWith('$')) {
      throw invalidQuery('the field does not exist', { api_name: name.slice(0, 100), param_name: 'fields' });
    }
  }
  return { fields: clearAmong(clear, [...fields]), system };
}

/** @throws INVALID_QUERY for a field whose values this door withholds from this asker. */
export function assertLeaves(metadata: OrgMetadata, ctx: Context, field: FieldDefinition): void {
  if (treatmentOf(field, 'api', metadata.compliance, ctx.rights) !== 'clear') {
    throw restricted(field.apiName, reasonFor(metadata));
  }
}

/** As `assertLeaves`, of the field by which to sort, where one is named: its order would tell the values. */
export function assertOrderLeaves({ metadata, ctx, module }: Sorted, sortBy: string | undefined): void {
  const field = sortBy === undefined ? undefined : findField(module, sortBy);
  if (field) assertLeaves(metadata, ctx, field);
}

interface Sorted {
  metadata: OrgMetadata;
  ctx: Context;
  module: ModuleDefinition;
}

export const reasonFor = ({ compliance }: OrgMetadata) =>
  isRestricted('api', compliance) ? ('RESTRICTED_BY_SETTINGS' as const) : ('NOT_READABLE' as const);

const isSystemField = (name: string): name is SystemField => (SYSTEM_FIELDS as readonly string[]).includes(name);

/** The fields of a selection that are marked or sealed: what the event of a read names. */
export const protectedIn = ({ fields }: Selection): string[] =>
  fields.filter(isProtected).map((field) => field.apiName);

/** What the event and the count of a read name of a selection. */
export const leftOf = (selection: Selection) => ({
  opened: protectedIn(selection),
  read: selection.fields.map((field) => field.apiName),
});
