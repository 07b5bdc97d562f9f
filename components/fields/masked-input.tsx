'use client';

import { useId, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { type FieldControlProps, type FieldEntry, replacesHidden } from './control-props';
import { INPUTS } from './inputs';
import { KINDS } from './kinds';

export const MASKED_HINT = 'Hidden — type to replace';

interface MaskedInputProps extends Omit<FieldControlProps, 'value' | 'placeholder' | 'onChange'> {
  /** `undefined`: the hidden value stays. */
  onChange: (entry: FieldEntry | undefined) => void;
}

/** The control of a value that did not come to the browser: sends nothing until something is entered or cleared. */
export function MaskedInput({ name, disabled, onChange, ...props }: MaskedInputProps) {
  const [state, setState] = useState<'kept' | 'replaced' | 'cleared'>('kept');
  const id = useId();
  const Control = INPUTS[KINDS[props.field.type].input];
  const cleared = state === 'cleared';
  function enter(entry: FieldEntry) {
    setState(entry.length === 0 ? 'kept' : 'replaced');
    onChange(entry.length === 0 ? undefined : entry);
  }
  function clear(next: boolean) {
    setState(next ? 'cleared' : 'kept');
    onChange(next ? '' : undefined);
  }
  return (
    <>
      <Control
        {...props}
        // What was typed before does not come back after Clear value.
        key={String(cleared)}
        name={state === 'replaced' ? name : undefined}
        value={undefined}
        placeholder={MASKED_HINT}
        disabled={disabled || cleared}
        onChange={enter}
      />
      {name && state !== 'kept' ? <input type="hidden" name={replacesHidden(name)} value="yes" /> : null}
      {cleared ? <input type="hidden" name={name} value="" /> : null}
      {props.field.required ? null : (
        <>
          <Checkbox
            label="Clear value"
            aria-describedby={`${id}-field`}
            checked={cleared}
            disabled={disabled}
            onCheckedChange={clear}
          />
          <span id={`${id}-field`} hidden>
            {props.field.label}
          </span>
        </>
      )}
    </>
  );
}
