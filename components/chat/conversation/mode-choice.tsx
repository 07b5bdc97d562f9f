'use client';

import { useId } from 'react';
import { cn } from '@/components/ui/cn';

export interface ModeChoiceProps {
  note: boolean;
  canAnswer: boolean;
  onChoose: (note: boolean) => void;
}

/** Whether what is written goes to the visitor. */
export function ModeChoice({ note, canAnswer, onChoose }: ModeChoiceProps) {
  const name = useId();
  return (
    <fieldset className="flex rounded-sm border border-line-strong bg-sunken p-0.5">
      <legend className="sr-only">Who sees it</legend>
      {[
        { label: 'Reply', value: false },
        { label: 'Note', value: true },
      ].map(({ label, value }) => (
        <label
          key={label}
          className={cn(
            'flex h-6 cursor-pointer items-center rounded-xs px-2 text-muted text-xs transition-colors hover:text-fg',
            'has-checked:bg-raised has-checked:text-fg has-checked:outline has-checked:outline-line-strong',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:opacity-50',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={note === value}
            disabled={!value && !canAnswer}
            onChange={() => onChoose(value)}
            className="sr-only"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
