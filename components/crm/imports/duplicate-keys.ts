import { type Duplicates, RECORD_ID, tellsApart } from '@/lib/crm/imports/rows/duplicates';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';

/** What records may be found by. */
export interface DuplicateKey {
  value: string;
  label: string;
  /** No two records share it: nothing else needs to be the same. */
  sure: boolean;
  /** Records are hardly the same in it by chance: it is proposed. */
  telling: boolean;
  /** Looking by it is a search of health data. */
  marked: boolean;
}

/** What becomes of rows whose record is there; `action` is null until it was said. */
export type WhatOfDuplicates = Omit<Duplicates, 'action'> & { action: Duplicates['action'] | null };

/**
 * What tells records apart, the surest first: unique fields, the record's id, e-mail addresses, then the others.
 * @param unread fields whose values the asker may not read: these find no records, unique or not.
 */
export function keysOf(
  fields: readonly FieldDefinition[],
  mapped: readonly string[],
  unread: readonly string[],
): DuplicateKey[] {
  const telling = fields.filter(
    (field) => mapped.includes(field.apiName) && tellsApart(field) && !unread.includes(field.apiName),
  );
  const asKey = ({ apiName, label, type, unique, marked }: FieldDefinition) => ({
    value: apiName,
    label,
    sure: unique,
    telling: unique || isAddress(type),
    marked,
  });
  const unique = telling.filter((field) => field.unique);
  const emails = telling.filter((field) => !field.unique && isAddress(field.type));
  const others = telling
    .filter((field) => !field.unique && !isAddress(field.type))
    .sort((a, b) => chanceOf(a) - chanceOf(b));
  const id = mapped.includes(RECORD_ID)
    ? [{ value: RECORD_ID, label: 'Record ID', sure: true, telling: true, marked: false }]
    : [];
  return [...unique.map(asKey), ...id, ...emails.map(asKey), ...others.map(asKey)];
}

const isAddress = (type: FieldTypeKey): boolean => fieldType(type).contact === 'email';

/** How likely two people are the same in it: a required name or a phone number less than a salutation. */
function chanceOf({ type, required }: FieldDefinition): number {
  const { text, contact, moment } = fieldType(type);
  if (required && text === 'line') return 0;
  const place = [contact === 'phone', text === 'line', moment === 'day'].indexOf(true);
  return place === -1 ? 4 : place + 1;
}

/** What must be the same, all of it: the key chosen first. Beside a sure one nothing else needs to be. */
export function togetherOf(keys: readonly DuplicateKey[], { by, and = [] }: WhatOfDuplicates): DuplicateKey[] {
  const first = keys.filter(({ value }) => value === by);
  return [...first, ...keys.filter(({ value }) => value !== by && and.includes(value))];
}

/** A key whose column was taken away is none any more: the surest takes its place, and what to do is asked again. */
export function withoutLost(chosen: WhatOfDuplicates, keys: readonly DuplicateKey[]): WhatOfDuplicates {
  const isKey = (name: string) => keys.some(({ value }) => value === name);
  if (chosen.by !== null && isKey(chosen.by)) return { ...chosen, and: (chosen.and ?? []).filter(isKey) };
  const action = chosen.action === 'create' ? 'create' : null;
  return { by: keys[0]?.value ?? null, action };
}
