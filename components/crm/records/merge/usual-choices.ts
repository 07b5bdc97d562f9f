import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { Compared } from '@/lib/crm/records/merge/compare';
import type { Id } from '@/lib/platform/ids';

/** The fields that one chooses a value of: all that can be written. */
export const choosable = (fields: readonly FieldDefinition[]): FieldDefinition[] => fields.filter(isEnterable);

/** The record's own value; where that is seen to be empty, the first that is there. A hidden one is its own. */
export function usualChoices({ module, columns }: Compared, keepId: Id): Record<string, Id> {
  const kept = columns.find(({ record }) => record.id === keepId);
  if (!kept) return {};
  return Object.fromEntries(
    choosable(module.fields).map(({ apiName }) => {
      const isEmpty = !kept.record.masked.includes(apiName) && kept.record.values[apiName] === undefined;
      const filled = columns.find(({ record }) => record.values[apiName] !== undefined);
      return [apiName, isEmpty && filled ? filled.record.id : keepId];
    }),
  );
}
