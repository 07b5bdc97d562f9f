'use client';

import { CircleCheck, TriangleAlert } from 'lucide-react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { colourCheck } from './colour-check';

interface ColourFieldProps {
  value: string;
  errors: readonly string[];
  onChange: (colour: string) => void;
}

/** The brand's colour, with what becomes of it on both grounds of the widget. */
export function ColourField({ value, errors, onChange }: ColourFieldProps) {
  const check = colourCheck(value);
  return (
    <div className="flex flex-col gap-2">
      <Field label="Colour" required error={errors} hint="Of the button, the head and the visitor’s own messages.">
        <Input
          value={value}
          maxLength={7}
          spellCheck={false}
          className="max-w-32 font-mono"
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
      </Field>
      <input
        type="color"
        aria-label="Pick the colour"
        value={check ? value : '#000000'}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="h-8 w-32 cursor-pointer rounded-sm border border-control bg-surface p-0.5"
      />
      <ul aria-label="Contrast" aria-live="polite" className="flex flex-col gap-1 text-xs">
        {check?.map(({ ok, words }) => (
          <li key={words} className={ok ? 'flex gap-1.5 text-muted' : 'flex gap-1.5 text-warning-text'}>
            {ok ? (
              <CircleCheck aria-hidden="true" className="mt-px size-3.5 shrink-0 text-success-text" />
            ) : (
              <TriangleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            )}
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
