/** A filter as a condition on `records`. Every name comes from metadata and every value is a parameter. */

import { phone } from '@/lib/crm/modules/field-types/phone';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { singleLine } from '@/lib/crm/modules/field-types/single-line';
import { foldIdentifier, textSortKey } from '@/lib/crm/modules/field-types/text-fold';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Tx } from '@/lib/platform/db/transaction';
import { anyOf, type Condition } from './condition';
import type { ReadFilter } from './filter';
import type { ListField } from './list-fields';
import { nameMatches } from './name-pattern';

export const storedText = (tx: Tx, field: ListField): Condition => tx.sql`("values" ->> ${field.apiName}::text)`;

/** The condition of one filter on a field that is not sealed. */
export function conditionOf(tx: Tx, filter: ReadFilter): Condition {
  const { field, operator, values } = filter;
  if (field.system === 'Name') return nameCondition(tx, filter);
  const [first, second] = values as [StoredValue, StoredValue];
  if (fieldType(field.type).list) return listCondition(tx, filter);
  switch (operator) {
    case 'is_empty':
      return field.indexSlot ? tx.sql`${slotOf(tx, field)} = ''` : tx.sql`not ("values" ? ${field.apiName}::text)`;
    case 'is_not_empty':
      return field.indexSlot ? tx.sql`${slotOf(tx, field)} > ''` : tx.sql`"values" ? ${field.apiName}::text`;
    case 'equals':
      return equals(tx, field, first);
    case 'not_equal':
      return tx.sql`(${equals(tx, field, first)}) is not true`;
    case 'in':
      return anyOf(
        tx,
        values.map((value) => equals(tx, field, value)),
      );
    case 'contains':
      return tx.sql`strpos(lower(${storedText(tx, field)}), lower(${first as string}::text)) > 0`;
    case 'starts_with':
      return startsWith(tx, field, first as string);
    case 'between':
      return tx.sql`${compare(tx, field, '>=', first)} and ${compare(tx, field, '<=', second)}`;
    case 'less_than':
      return compare(tx, field, '<', first);
    case 'less_equal':
      return compare(tx, field, '<=', first);
    case 'greater_than':
      return compare(tx, field, '>', first);
    case 'greater_equal':
      return compare(tx, field, '>=', first);
  }
}

function nameCondition(tx: Tx, { operator, values }: ReadFilter): Condition {
  const text = String(values[0]);
  if (operator === 'equals') return tx.sql`name_key = ${singleLine.sortKey(text)}`;
  return nameMatches(tx, text, operator === 'starts_with' ? 'start' : 'anywhere');
}

function listCondition(tx: Tx, { field, operator, values }: ReadFilter): Condition {
  const stored = tx.sql`("values" -> ${field.apiName}::text)`;
  if (operator === 'is_empty') return tx.sql`${stored} is null`;
  if (operator === 'is_not_empty') return tx.sql`${stored} is not null`;
  return tx.sql`${stored} ?| ${values as string[]}::text[]`;
}

/** The column `k1`…`k8` that holds the field's keys. */
export function slotOf(tx: Tx, field: ListField): Condition {
  return tx.sql`${tx.sql(`k${field.indexSlot}`)}`;
}

function equals(tx: Tx, field: ListField, value: StoredValue): Condition {
  if (field.system === 'Owner') return tx.sql`owner_id = ${String(value)}::bigint`;
  const type = fieldType(field.type);
  // Comparing keys is comparing values, and the slot's index serves.
  if (field.indexSlot && type.sortKeyTells === 'value') return compare(tx, field, '=', value);
  switch (type.comparedAs) {
    case 'link':
      return tx.sql`id in (select record_id from links
        where org_id = ${tx.orgId} and field_id = ${field.id} and target_id = ${String(value)}::bigint)`;
    case 'exact':
      return tx.sql`${storedText(tx, field)} = ${String(value)}`;
    case 'digits':
      return tx.sql`${digitsOf(tx, field)} = any(${phoneDigits(String(value))}::text[])`;
    case 'identifier':
      return anyOf(tx, [sameText(tx, field, String(value)), ...sameDigits(tx, field, String(value))]);
    case 'text':
      return sameText(tx, field, String(value));
    case 'number':
    case 'bytes':
    case 'members':
      return compare(tx, field, '=', value);
  }
}

/** Capitals and small letters are alike; the slot's index, where there is one, finds the few to compare. */
function sameText(tx: Tx, field: ListField, value: string): Condition {
  const same = tx.sql`lower(${storedText(tx, field)}) = lower(${value}::text)`;
  if (!field.indexSlot) return same;
  return tx.sql`(${slotOf(tx, field)} = ${fieldType(field.type).sortKey(value)} and ${same})`;
}

const digitsOf = (tx: Tx, field: ListField): Condition =>
  tx.sql`regexp_replace(${storedText(tx, field)}, '[^0-9]+', '', 'g')`;

/** A long number is found however its separators are written, as the type's `normalise` has it. */
function sameDigits(tx: Tx, field: ListField, value: string): Condition[] {
  const digits = foldIdentifier(value);
  if (!/^[0-9]{7,}$/.test(digits)) return [];
  return [tx.sql`(${storedText(tx, field)} !~ '[[:alpha:]]' and ${digitsOf(tx, field)} = ${digits})`];
}

/** The digits under which a phone number may have been written: with and without the country's. */
function phoneDigits(value: string): string[] {
  const digits = phone.normalise(value).replace(/[^0-9]/g, '');
  const national = /^1([2-9][0-9]{9})$/.exec(digits)?.[1];
  return [digits, `00${digits}`, ...(national ? [national] : [])];
}

function startsWith(tx: Tx, field: ListField, value: string): Condition {
  const starts = tx.sql`starts_with(lower(${storedText(tx, field)}), lower(${value}::text))`;
  if (!field.indexSlot || fieldType(field.type).sortKey !== textSortKey) return starts;
  const key = textSortKey(value);
  const slot = slotOf(tx, field);
  return tx.sql`(${slot} >= ${key} and ${slot} < ${`${key}\u{10ffff}`} and ${starts})`;
}

type Comparison = '=' | '<' | '<=' | '>' | '>=';

function compare(tx: Tx, field: ListField, comparison: Comparison, value: StoredValue): Condition {
  const sign = tx.sql.unsafe(comparison);
  if (field.system) {
    const column = field.system === 'Created_Time' ? tx.sql`created_at` : tx.sql`modified_at`;
    return tx.sql`${column} ${sign} ${String(value)}::timestamptz`;
  }
  const type = fieldType(field.type);
  // '' is the key of an empty field, which compares to nothing.
  if (field.indexSlot)
    return tx.sql`(${slotOf(tx, field)} ${sign} ${type.sortKey(value)} and ${slotOf(tx, field)} > '')`;
  if (type.comparedAs === 'bytes') return tx.sql`${storedText(tx, field)} collate "C" ${sign} ${String(value)}`;
  return tx.sql`${storedText(tx, field)}::numeric ${sign} ${String(value)}::text::numeric`;
}
