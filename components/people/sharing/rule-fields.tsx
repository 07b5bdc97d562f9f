'use client';

import { Field } from '@/components/ui/field';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { RulesDto } from '@/lib/people/users/sharing/list-rules';
import type { RuleDraft } from './rule-draft';

export interface RuleFieldsProps {
  draft: RuleDraft;
  choices: RulesDto;
  errors: Readonly<Record<string, string>>;
  onChange: (draft: RuleDraft) => void;
}

const BY = [
  { value: 'owners', label: 'By who owns them' },
  { value: 'value', label: 'By a value', description: 'Of a field that is neither marked nor encrypted.' },
];

/** Which records of which module, and with whom. */
export function RuleFields({ draft, choices, errors, onChange }: RuleFieldsProps) {
  const { modules, groups, roles } = choices;
  const module = modules.find(({ apiName }) => apiName === draft.module);
  const field = module?.fields.find(({ apiName }) => apiName === draft.field);
  const parties = [
    ...groups.map(({ value, label }) => ({ value: `group:${value}`, label: `Group ${label}` })),
    ...roles.map(({ value, label }) => ({ value: `role:${value}`, label: `Role ${label.trim()}` })),
    ...roles.map(({ value, label }) => ({ value: `role_below:${value}`, label: `Role ${label.trim()} and below` })),
  ];
  const set = (changed: Partial<RuleDraft>) => onChange({ ...draft, ...changed });
  return (
    <>
      <Field
        label="Module"
        required
        error={errors.module}
        hint={
          module?.sharing === 'public_read_write' ? 'Shared with everybody as it is: a rule adds nothing.' : undefined
        }
      >
        <Select
          value={draft.module}
          options={modules.map(({ apiName, plural }) => ({ value: apiName, label: plural }))}
          onChange={(event) => set({ module: event.currentTarget.value, field: '', values: [] })}
        />
      </Field>
      <RadioGroup
        legend="Records are chosen"
        options={BY}
        value={draft.by}
        onValueChange={(by) => set({ by: by === 'value' ? 'value' : 'owners' })}
      />
      {draft.by === 'owners' ? (
        <Field label="Records owned by" required error={errors['from.kind'] ?? errors['from.id'] ?? errors.from}>
          <Select
            value={draft.from}
            placeholder="Choose"
            options={parties}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
        </Field>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Field" required error={errors['criteria.field']}>
            <Select
              value={draft.field}
              placeholder="Choose"
              options={(module?.fields ?? []).map(({ apiName, label }) => ({ value: apiName, label }))}
              onChange={(event) => set({ field: event.currentTarget.value, values: [] })}
            />
          </Field>
          <Field label="Is one of" required error={errors['criteria.values']}>
            <MultiCombobox
              key={draft.field}
              label="Values"
              options={field?.values ?? []}
              value={(field?.values ?? []).filter(({ value }) => draft.values.includes(value))}
              onValueChange={(values) => set({ values: values.map(({ value }) => value) })}
            />
          </Field>
        </div>
      )}
      <Field label="Are shared with" required error={errors['to.kind'] ?? errors['to.id'] ?? errors.to}>
        <Select
          value={draft.to}
          placeholder="Choose"
          options={parties}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}
