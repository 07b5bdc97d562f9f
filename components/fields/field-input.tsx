'use client';

import { Shield } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Field } from '@/components/ui/field';
import { type FieldDescription, isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { FieldEntry, FieldSources } from './control-props';
import { INPUTS } from './inputs';
import { KINDS } from './kinds';
import { MASKED_HINT, MaskedInput } from './masked-input';
import { ReadOnlyInput } from './read-only-input';

export interface FieldInputProps {
  field: FieldDescription;
  sources: FieldSources;
  /** Its key in the form; the field's API name when absent. */
  name?: string;
  /** The value to start from; it is not followed afterwards. Never given for a masked field. */
  value?: StoredValue;
  /** There is a value that this person does not see. */
  masked?: boolean;
  error?: string;
  disabled?: boolean;
  /** What is in the control now, for the type's `parse`; `undefined` when a masked value stays. */
  onChange?: (entry: FieldEntry | undefined) => void;
}

/**
 * Label, control, hint and error of one field, by its type. Works in any form by `name` (see `readFieldForm`), and tells
 * each change to `onChange`. Send the form from `onSubmit`: React empties a form after its `action`, errors or not.
 */
export function FieldInput({ field, sources, value, masked = false, error, disabled, ...props }: FieldInputProps) {
  const [problem, setProblem] = useState<string>();
  const readOnly = !isEnterable(field);
  const Control = readOnly ? ReadOnlyInput : INPUTS[KINDS[field.type].input];
  const dated = fieldType(field.type).moment !== undefined;
  function check(entry: FieldEntry) {
    const parsed = fieldType(field.type).parse(entry, field.options);
    setProblem(parsed.ok ? undefined : parsed.error);
  }
  const control = {
    field,
    sources,
    name: props.name ?? field.apiName,
    disabled,
    onChange: (entry: FieldEntry | undefined) => {
      setProblem(undefined);
      props.onChange?.(entry);
    },
    onDone: check,
  };
  return (
    <Field
      label={field.label}
      required={field.required}
      error={problem ?? error}
      hint={masked && dated ? MASKED_HINT : field.helpText}
      adornment={
        field.marked ? (
          <Badge tone="phi" icon={<Shield aria-hidden="true" />}>
            Health data
          </Badge>
        ) : undefined
      }
    >
      {masked && !readOnly ? (
        <MaskedInput {...control} />
      ) : (
        <Control {...control} value={masked ? undefined : value} placeholder={masked ? MASKED_HINT : undefined} />
      )}
    </Field>
  );
}
