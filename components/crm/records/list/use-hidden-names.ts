'use client';

import { useMemo, useState } from 'react';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { ListRow } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import { useRevealed } from '../record/use-revealed';
import type { HiddenNames } from './list-columns';
import type { ListModule } from './list-module';

/**
 * Names that a list hides, revealed row by row by the verb of the record's page, for as long as there. What of a name is
 * not marked comes with the row.
 * @returns `hidden` undefined where no name is hidden by a mark, or the reader may not reveal.
 */
export function useHiddenNames({ nameFields }: ListModule, fields: readonly ListField[], mayReveal: boolean) {
  const { shown, show, hide } = useRevealed();
  const [asked, setAsked] = useState<ListRow | null>(null);
  const marked = useMemo(
    () => fields.filter((field) => field.marked && nameFields.includes(field.apiName)),
    [fields, nameFields],
  );
  const offered = mayReveal && marked.length > 0;
  const hidden = useMemo(
    (): HiddenNames | undefined => (offered ? { shown, onAsk: setAsked, onHide: (row) => hide(row.id) } : undefined),
    [offered, shown, hide],
  );
  function showName(values: Record<string, StoredValue>) {
    if (!asked) return;
    const parts = nameFields.map((name) => values[name] ?? asked.values[name]).filter((part) => part !== undefined);
    show([asked.id], { [asked.id]: parts.join(' ') });
    setAsked(null);
  }
  return { hidden, marked, asked, show: showName, close: () => setAsked(null) };
}
