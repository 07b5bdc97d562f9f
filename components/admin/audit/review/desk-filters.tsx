'use client';

import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Person } from '@/lib/admin/audit/people';
import { RULE_NAMES, RULES } from '@/lib/admin/audit/review/rules/all';
import { STATES } from '@/lib/admin/audit/review/states';
import type { DeskParams } from './use-desk-address';
import { STATE_WORDS } from './words';

export interface DeskFiltersProps {
  params: DeskParams;
  people: readonly Person[];
  onChange: (patch: Partial<DeskParams>) => void;
}

export function DeskFilters({ params, people, onChange }: DeskFiltersProps) {
  const { state, rule, person } = params;
  const chosen =
    person === null ? null : { value: person, label: people.find(({ id }) => id === person)?.name ?? person };
  return (
    <search aria-label="Filters" className="mb-3 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <Field label="State" className="sm:w-36">
        <Select
          value={state}
          options={STATES.map((value) => ({ value, label: STATE_WORDS[value] }))}
          onChange={(event) => onChange({ state: event.currentTarget.value as DeskParams['state'] })}
        />
      </Field>
      <Field label="Rule" className="sm:w-64">
        <Select
          value={rule ?? ''}
          placeholder="All rules"
          options={RULE_NAMES.map((value) => ({ value, label: RULES[value].title }))}
          onChange={(event) => onChange({ rule: (event.currentTarget.value || null) as DeskParams['rule'] })}
        />
      </Field>
      <Field label="Person" className="sm:w-44">
        <Combobox
          label="Person"
          placeholder="Anybody"
          clearable
          value={chosen}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          onValueChange={(option) => onChange({ person: option?.value ?? null })}
        />
      </Field>
      {rule !== null || person !== null ? (
        <Button variant="ghost" onClick={() => onChange({ rule: null, person: null })}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
