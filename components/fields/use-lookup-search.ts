'use client';

import { useCallback } from 'react';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { FieldControlProps } from './control-props';

/** The search of the field's own module, stable for as long as the sources are. */
export function useLookupSearch({ field, sources }: Pick<FieldControlProps, 'field' | 'sources'>) {
  const module = field.options.lookupModule;
  const { search } = sources;
  return useCallback(
    async (query: string): Promise<readonly ComboboxOption[]> => (module === undefined ? [] : search(module, query)),
    [module, search],
  );
}
