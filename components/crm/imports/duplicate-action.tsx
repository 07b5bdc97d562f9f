import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { RadioGroup } from '@/components/ui/radio-group';
import { MOST_FURTHER } from '@/lib/crm/imports/rows/duplicates';
import { type DuplicateKey, togetherOf, type WhatOfDuplicates } from './duplicate-keys';

export interface DuplicateActionProps {
  plural: string;
  keys: readonly DuplicateKey[];
  value: WhatOfDuplicates;
  mayEdit: boolean;
  onChange: (value: WhatOfDuplicates) => void;
}

/** Skipped, overwritten, or a record of its own. */
export function DuplicateAction({ plural, keys, value, mayEdit, onChange }: DuplicateActionProps) {
  const chosen = keys.find((key) => key.value === value.by);
  const by = togetherOf(keys, value)
    .map(({ label }) => label)
    .join(', ');
  return (
    <RadioGroup
      legend="Rows of records that are there already"
      value={value.action ?? ''}
      onValueChange={(action) => onChange({ ...value, action: action as WhatOfDuplicates['action'] })}
      options={[
        {
          value: 'skip',
          label: chosen ? `Skip those that are here already, by ${by}` : 'Skip those that are here already',
          description: (
            <>
              The record stays as it is.
              {value.action === null && chosen ? <Badge className="ml-2">Proposed</Badge> : null}
            </>
          ),
          disabled: !chosen,
        },
        {
          value: 'overwrite',
          label: 'Overwrite the record',
          description: mayEdit
            ? 'Cells that are blank change nothing. Undoing the import gives back the former values.'
            : `Your profile may not edit ${plural.toLowerCase()}.`,
          disabled: !chosen || !mayEdit,
        },
        {
          value: 'create',
          label: 'Create a record for every row',
          description: 'A row whose unique value another record has is refused and listed.',
        },
      ]}
      hint={
        chosen
          ? undefined
          : 'To skip or overwrite, map a column that tells one from another, such as the e-mail address.'
      }
    />
  );
}

export interface SameMustBeProps extends Pick<DuplicateActionProps, 'value' | 'onChange'> {
  others: readonly DuplicateKey[];
}

/** What else must be the same, where the key alone does not make sure. */
export function SameMustBe({ others, value, onChange }: SameMustBeProps) {
  const and = value.and ?? [];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-fg text-sm">The same must also be</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {others.map(({ value: name, label }) => (
          <Checkbox
            key={name}
            label={label}
            checked={and.includes(name)}
            disabled={and.length >= MOST_FURTHER && !and.includes(name)}
            onCheckedChange={(checked) =>
              onChange({ ...value, and: checked ? [...and, name] : and.filter((one) => one !== name) })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
