import { useState } from 'react';
import type { ColumnChoices } from '@/lib/crm/imports/columns/reading';
import { CREATE_ALL, type Duplicates } from '@/lib/crm/imports/rows/duplicates';
import type { ImportRef, Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { keysOf, togetherOf, type WhatOfDuplicates, withoutLost } from './duplicate-keys';
import { useKnown } from './use-known';

interface Asked {
  reference: ImportRef;
  fields: readonly FieldDefinition[];
  mapping: Mapping;
  choices: ColumnChoices;
  /** Null until somebody said it. */
  given: Duplicates | null;
  /** Rows may have a record already. */
  hasRecords: boolean;
  /** Nothing about the file itself is still to be said: else nothing can be counted. */
  isReadable: boolean;
  /** API names of fields whose values the asker may not read. */
  unread: readonly string[];
}

/**
 * What becomes of rows whose record is there, or an earlier row's. It is asked where a column tells records apart, unless
 * all rows were counted and none has one; where there are no records, only of rows that are the same as another. Looking by health data is an event, so it is counted only when asked for.
 */
export function useDuplicates(asked: Asked) {
  const { reference, fields, mapping, choices, given, hasRecords, isReadable, unread } = asked;
  const [chosen, setChosen] = useState<WhatOfDuplicates>(given ?? { by: null, action: null });
  const [counting, setCounting] = useState<string | null>(null);
  const keys = keysOf(fields, Object.values(mapping), unread);
  const kept = withoutLost(chosen, keys);
  const by = keys.find(({ value }) => value === kept.by);
  const together = by ? togetherOf(keys, kept) : [];
  const isMarked = together.some(({ marked }) => marked);
  const names = JSON.stringify(together.map(({ value }) => value));
  const isCounted = isMarked ? counting === names : by?.telling || (kept.action ?? 'create') !== 'create';
  const columnOf = (name: string) => Number(Object.keys(mapping).find((column) => mapping[column] === name) ?? 0);
  const known = useKnown({
    reference,
    by: isReadable && isCounted ? together.map(({ value }) => ({ by: value, column: columnOf(value) })) : [],
    columns: choices,
  });
  const { count } = known;
  const isNone = count
    ? count.known + count.shared === 0 && (count.whole || !hasRecords)
    : !hasRecords && !known.pending;
  const isAsked = by?.telling && (!isNone || together.length > 1);
  const what: WhatOfDuplicates = { ...kept, action: kept.action ?? (isAsked ? null : 'create') };
  const { action } = what;
  /** What stands for want of an answer is none: with another key it is asked again. */
  function choose(next: WhatOfDuplicates) {
    setChosen(chosen.action === null && next.action === action ? { ...next, action: null } : next);
  }
  return {
    keys,
    what,
    known,
    choose,
    /** As an import takes it. */
    duplicates: action === null || action === 'create' ? CREATE_ALL : { ...what, action },
    /** Null where it is counted by itself, or nothing is there to count. */
    count: hasRecords && isMarked ? () => setCounting(names) : null,
  };
}
