import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import type { ColumnChoices } from '@/lib/crm/imports/columns/reading';
import type { Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { CheckCardProps } from './check-card';

interface ColumnsRead {
  fields: readonly FieldDefinition[];
  mapping: Mapping;
  looks: readonly ColumnLook[];
  choices: ColumnChoices;
}

/** The column that fills a field, and what else could be done with cells of it that cannot be read. */
export function otherWays(
  label: string,
  { fields, mapping, looks, choices }: ColumnsRead,
): ReturnType<CheckCardProps['waysOf']> {
  const field = fields.find((one) => one.label === label);
  const column = Object.keys(mapping).find((one) => mapping[one] === field?.apiName);
  if (!field || column === undefined) return null;
  const ways = looks[Number(column)]?.bad ?? [];
  return { column, ways: ways.filter((way) => way !== 'refuse' && way !== choices[column]?.bad) };
}
