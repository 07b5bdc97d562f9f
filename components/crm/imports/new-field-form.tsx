import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { ProposedField } from '@/lib/crm/imports/columns/propose-field';
import { COLUMN_TYPES } from '@/lib/crm/modules/field-types/of-column';
import { type FieldTypeKey, isChosen } from '@/lib/crm/modules/field-types/type';

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
  const types = COLUMN_TYPES.filter((one) => !isChosen(one) || proposed.options.pickList);
  return (
    <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Field label="Label of the new field">
        <Input value={label} maxLength={100} onChange={({ target }) => setLabel(target.value)} />
      </Field>
      <Field label="Type">
        <Select
          value={type}
          options={types.map(({ key, label }) => ({ value: key, label }))}
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
