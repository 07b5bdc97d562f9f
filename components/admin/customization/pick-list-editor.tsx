'use client';

import { Plus } from 'lucide-react';
import { type ClipboardEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { PickListOption } from './pick-list-option';

/** `value` is absent for a new option: its label becomes its value. */
export interface EditedOption {
  key: number;
  value?: string;
  label: string;
}

export interface PickListEditorProps {
  options: readonly EditedOption[];
  onChange: (options: readonly EditedOption[]) => void;
  error?: string;
}

export const toEdited = (options: readonly { value?: string; label: string }[]): EditedOption[] =>
  options.map((option, key) => ({ key, ...option }));

/** The options of a pick list in their order. Several lines pasted become several options. */
export function PickListEditor({ options, onChange, error }: PickListEditorProps) {
  const list = useRef<HTMLOListElement>(null);
  const nextKey = Math.max(-1, ...options.map((option) => option.key)) + 1;

  const rename = (index: number, label: string) =>
    onChange(options.map((option, at) => (at === index ? { ...option, label } : option)));

  function move(index: number, step: -1 | 1) {
    const option = options[index];
    if (option) onChange(options.toSpliced(index, 1).toSpliced(index + step, 0, option));
  }

  function add() {
    onChange([...options, { key: nextKey, label: '' }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  }

  function paste(index: number, event: ClipboardEvent) {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const pasted = lines.map((label, n) => ({ key: nextKey + n, label }));
    onChange(options.toSpliced(index, options[index]?.label === '' ? 1 : 0, ...pasted));
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 font-medium text-fg text-sm">Options</legend>
      <ol ref={list} className="flex max-h-80 flex-col gap-1 overflow-y-auto p-0.5">
        {options.map((option, index) => (
          <PickListOption
            key={option.key}
            place={index + 1}
            label={option.label}
            isLast={index === options.length - 1}
            onRename={(label) => rename(index, label)}
            onPaste={(event) => paste(index, event)}
            onMove={(step) => move(index, step)}
            onRemove={() => onChange(options.toSpliced(index, 1))}
          />
        ))}
      </ol>
      {error ? (
        <p role="alert" className="text-danger-text text-xs">
          {error}
        </p>
      ) : null}
      <Button size="sm" className="self-start" onClick={add}>
        <Plus aria-hidden="true" />
        Add option
      </Button>
    </fieldset>
  );
}
