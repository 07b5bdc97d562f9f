'use client';

import { useCallback } from 'react';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Simulable } from '@/lib/apps/simulate';
import { recordIdIn } from './record-address';

export interface RecordChoiceProps {
  module: Simulable;
  error: string | undefined;
  find: (about: { module: string; query: string }) => Promise<readonly ComboboxOption[]>;
  /** Null: none is chosen. */
  onChoose: (recordId: string | null) => void;
}

/** A record by its name; where names are protected, and so are found nowhere, by its address. */
export function RecordChoice({ module, error, find, onChoose }: RecordChoiceProps) {
  const { module: apiName, singular, plural, nameHidden } = module;
  const load = useCallback((query: string) => find({ module: apiName, query }), [find, apiName]);
  if (nameHidden)
    return (
      <Field
        label={`Address of the ${singular}`}
        hint={`Names of ${plural} are protected and are not found here. Open the record, and copy its address.`}
        error={error}
        className="min-w-64 flex-1"
      >
        <Input
          placeholder={`/m/${apiName}/…`}
          onChange={(event) => onChoose(recordIdIn(event.currentTarget.value, apiName))}
        />
      </Field>
    );
  return (
    <Field label={singular} error={error} className="min-w-64 flex-1">
      <Combobox
        label={singular}
        load={load}
        placeholder="Find one by name"
        clearable
        onValueChange={(option) => onChoose(option?.value ?? null)}
      />
    </Field>
  );
}
