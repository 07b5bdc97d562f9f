import { useMemo } from 'react';
import type { FieldSources } from '@/components/fields/control-props';
import type { RecordNames } from '@/lib/crm/records/names';
import type { Id } from '@/lib/platform/ids';
import { findLookups } from './actions';

/** Where the inputs of a record's fields find users and records. */
export function useSources(users: { value: Id; label: string }[], names: RecordNames): FieldSources {
  return useMemo(() => {
    const lookups = Object.entries(names.lookups).map(([id, { name }]) => [id, name]);
    const people = users.map(({ value, label }) => [value, label]);
    return {
      users,
      search: (module, query) => findLookups({ module, query }),
      names: { ...names.users, ...Object.fromEntries([...people, ...lookups]) },
    };
  }, [users, names]);
}
