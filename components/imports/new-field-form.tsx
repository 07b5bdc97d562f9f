import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ProposedField } from '@/lib/imports/columns/propose-field';
import { fieldType } from '@/lib/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/modules/field-types/type';

const TYPES: readonly FieldTypeKey[] = [
  'single_line',
  'multi_line',
  'pick_list',
  'date',
  'date_time',
  'number',
  'decimal',
  'currency',
  'percent',
  'checkbox',
  'email',
  'phone',
  'url',
];

export interface NewFieldProps {
  /** The column's name in the file. */
  name: string;
  proposed: ProposedField;
  onMake: (field: { label: string; type: FieldTypeKey; options: ProposedField['options'] }) => void;
  onClose: () => void;
}

/** Makes a field for a column that fits none. */
export function NewFieldForm({ name, proposed, onMake, onClose }: NewFieldProps) {
  const [label, setLabel] = useState(name);
  const [type, setType] = useState<FieldTypeKey>(proposed.type);
  const types = TYPES.filter((one) => one !== 'pick_list' || proposed.options.pickList);
  return (
    <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Field label="Label of the new field">
        <Input value={label} maxLength={100} onChange={({ target }) => setLabel(target.value)} />
      </Field>
      <Field label="Type">
        <Select
          value={type}
          options={types.map((value) => ({ value, label: fieldType(value).label }))}
          onChange={({ target }) => setType(target.value as FieldTypeKey)}
        />
      </Field>
      <div className="flex gap-2">
        <Button
          variant="primary"
          disabled={label.trim() === ''}
          onClick={() => {
            onMake({ label, type, options: type === proposed.type ? proposed.options : {} });
            onClose();
          }}
        >
          Make the field
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
