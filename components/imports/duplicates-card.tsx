import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { Duplicates } from '@/lib/imports/rows/duplicates';

export interface DuplicatesCardProps {
  plural: string;
  /** What records may be found by: mapped unique fields, and the record id where a column holds it. */
  keys: readonly { value: string; label: string }[];
  value: Duplicates;
  mayEdit: boolean;
  onChange: (value: Duplicates) => void;
}

/** What happens with a row whose record is there already. */
export function DuplicatesCard({ plural, keys, value, mayEdit, onChange }: DuplicatesCardProps) {
  const first = keys[0]?.value ?? null;
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
            first === null ? 'To skip or overwrite, map a column to a unique field or to the record id.' : undefined
          }
        />
        {value.action !== 'create' ? (
          <Field label="Find records by">
            <Select
              value={value.by ?? ''}
              options={[...keys]}
              onChange={({ target }) => onChange({ ...value, by: target.value })}
            />
          </Field>
        ) : null}
      </div>
    </Card>
  );
}
