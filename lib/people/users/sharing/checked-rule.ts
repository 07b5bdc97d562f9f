import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { isSharedBy, sharedValues } from '@/lib/crm/modules/shared-by';
import type { Context, SharedValues } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { assertThere, type Names, readNames } from './parties';
import type { Shares } from './schemas';
import type { Rule } from './stored';

export interface CheckedShares extends Pick<Rule, 'moduleId' | 'from' | 'criteria' | 'to'> {
  module: ModuleDefinition;
  names: Names;
}

/**
 * What a rule is to share, if it may: by whom the asker named, and by a field that they know and nothing protects.
 * @throws invalid, naming the field
 */
export async function checkedShares(
  tx: Tx,
  ctx: Context,
  { module: apiName, from, criteria, to }: Shares,
): Promise<CheckedShares> {
  const { modules } = await metadataFor(tx, ctx);
  const module = modules.find((one) => one.apiName === apiName);
  if (!module) throw invalid('There is no such module.', { fields: { module: 'Choose one of the list.' } });
  const names = await readNames(tx);
  assertThere(names, [...(from ? [['from', from] as const] : []), ['to', to]]);
  return { module, names, moduleId: module.id, from, criteria: criteria && checkedCriteria(module, criteria), to };
}

function checkedCriteria(
  module: ModuleDefinition,
  { field: apiName, values }: NonNullable<Shares['criteria']>,
): SharedValues {
  const field = module.fields.find((one) => one.apiName === apiName);
  if (!field || !isSharedBy(field)) {
    const why = 'Choose a pick list or a checkbox that lists are sorted by, and that is neither marked nor encrypted.';
    throw invalid('A rule cannot go by this field.', { fields: { 'criteria.field': why } });
  }
  if (sharedValues(field, values).length < values.length) {
    throw invalid('The field cannot have one of these values.', {
      fields: { 'criteria.values': 'Choose of the list.' },
    });
  }
  return { fieldId: field.id, values };
}
