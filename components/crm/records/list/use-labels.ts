import { useMemo, useState } from 'react';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { RecordNames } from '@/lib/crm/records/names';

/** What ids in filters are called: people, records that the page names, and those just chosen. */
export function useLabels(users: readonly ComboboxOption[], lookups: RecordNames['lookups']) {
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const labels = useMemo((): Record<string, string> => {
    const records = Object.entries(lookups).map(([id, { name }]) => [id, name]);
    const people = users.map(({ value, label }) => [value, label]);
    return { ...Object.fromEntries([...records, ...people]), ...chosen };
  }, [lookups, users, chosen]);
  const name = ({ value, label }: ComboboxOption) => setChosen((before) => ({ ...before, [value]: label }));
  return { labels, name };
}
