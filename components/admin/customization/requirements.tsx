'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';

export interface RequirementsProps {
  type: FieldTypeKey;
  /** The module cannot do without the field. */
  mandatory?: boolean;
  form: { required: boolean; unique: boolean };
  onChange: (change: { required?: boolean; unique?: boolean }) => void;
  errors: Readonly<Record<string, string>>;
}

/** What the field asks of its values, as far as the type can ask it. */
export function Requirements({ type, mandatory, form, onChange, errors }: RequirementsProps) {
  const { requirable, uniqueable } = fieldType(type);
  if (!requirable && !uniqueable) return null;
  return (
    <div className="flex flex-col gap-3">
      {requirable ? (
        <Checkbox
          label="Required"
          description={mandatory ? 'The module cannot do without this field.' : undefined}
          checked={form.required}
          disabled={mandatory}
          error={errors.required}
          onCheckedChange={(required) => onChange({ required })}
        />
      ) : null}
      {uniqueable ? (
        <Checkbox
          label="Unique"
          description="No two records may hold the same value."
          checked={form.unique}
          error={errors.unique}
          onCheckedChange={(unique) => onChange({ unique })}
        />
      ) : null}
    </div>
  );
}
