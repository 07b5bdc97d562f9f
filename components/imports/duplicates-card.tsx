import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { type Duplicates, MOST_FURTHER } from '@/lib/imports/rows/duplicates';

/** What records may be found by. */
export interface DuplicateKey {
  value: string;
  label: string;
  /** No two records share it: nothing else needs to be the same. */
  sure: boolean;
}

export interface DuplicatesCardProps {
  plural: string;
  /** The surest first. */
  keys: readonly DuplicateKey[];
  value: Duplicates;
  mayEdit: boolean;
  onChange: (value: Duplicates) => void;
}

/** What happens with a row whose record is there already. */
export function DuplicatesCard({ plural, keys, value, mayEdit, onChange }: DuplicatesCardProps) {
  const first = keys[0]?.value ?? null;
  const chosen = keys.find((key) => key.value === value.by);
  const others = keys.filter((key) => !key.sure && key.value !== value.by);
  const and = value.and ?? [];
  return (
    <Card id="duplicates" title="Duplicates" description="What happens with a row whose record is there already.">
      <div className="flex flex-col gap-4">
        <RadioGroup
          legend="Rows of records that are there already"
          value={value.action}
          onValueChange={(action) =>
            onChange({ action: action as Duplicates['action'], by: action === 'create' ? null : (value.by ?? first) })
          }
          options={[
            {
              value: 'create',
              label: 'Create a record for every row',
              description: 'A row whose unique value another record has is refused and listed.',
            },
            {
              value: 'skip',
              label: 'Skip them',
              description: 'The record stays as it is.',
              disabled: first === null,
            },
            {
              value: 'overwrite',
              label: 'Overwrite the record',
              description: mayEdit
                ? 'Cells that are blank change nothing. Undoing the import gives back the former values.'
                : `Your profile may not edit ${plural.toLowerCase()}.`,
              disabled: first === null || !mayEdit,
            },
          ]}
          hint={
            first === null
              ? 'To skip or overwrite, map a column that tells one from another, such as the e-mail address.'
              : undefined
          }
        />
        {value.action !== 'create' ? (
          <Field label="Find records by">
            <Select
              value={value.by ?? ''}
              options={[...keys]}
              onChange={({ target }) => onChange({ ...value, by: target.value, and: [] })}
            />
          </Field>
        ) : null}
        {value.action !== 'create' && chosen && !chosen.sure && others.length > 0 ? (
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
        ) : null}
      </div>
    </Card>
  );
}
