'use client';

import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { useTimeZone } from '@/components/ui/time-zone';
import { instantOfWallTime, wallTime } from '@/lib/crm/modules/field-types/calendar';
import type { FieldControlProps } from './control-props';
import { INCOMPLETE } from './date-input';

const MINUTES = 'YYYY-MM-DDTHH:mm'.length;

/** Typed in the person's zone, sent as an instant. An untouched value is sent as it was, seconds and all. */
export function DateTimeInput({ name, value, disabled, onChange, onDone }: FieldControlProps) {
  const timeZone = useTimeZone();
  const before = value === undefined ? '' : String(value);
  const [edited, setEdited] = useState<{ wall: string; entry: string }>();
  const wall = edited?.wall ?? (before && wallTime(new Date(before), timeZone).slice(0, MINUTES));
  const entry = edited?.entry ?? before;
  function read(input: HTMLInputElement): string {
    const incomplete = input.validity.badInput;
    if (!incomplete && input.value === wall && entry !== INCOMPLETE) return entry;
    const next = incomplete ? INCOMPLETE : toInstant(input.value, timeZone);
    setEdited({ wall: input.value, entry: next });
    onChange(next);
    return next;
  }
  return (
    <span className="flex w-full items-center gap-2">
      {name ? <input type="hidden" name={name} value={entry} /> : null}
      <Input
        type="datetime-local"
        max="9999-12-31T23:59"
        value={wall}
        disabled={disabled}
        onChange={(event) => read(event.currentTarget)}
        onBlur={(event) => onDone(read(event.currentTarget))}
      />
      <span className="shrink-0 text-subtle text-xs">{timeZone.replaceAll('_', ' ')}</span>
    </span>
  );
}

function toInstant(wall: string, timeZone: string): string {
  return wall === '' ? '' : instantOfWallTime(wall, timeZone).toISOString();
}
