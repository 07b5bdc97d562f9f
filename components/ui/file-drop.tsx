'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { cn } from './cn';

export interface FileDropProps {
  label: string;
  hint?: string;
  error?: string;
  /** As of an input: ".csv,text/csv". */
  accept?: string;
  multiple?: boolean;
  maxBytes?: number;
  name?: string;
  disabled?: boolean;
  /** Only files within `maxBytes` and `accept`; the others are refused by name on the spot. */
  onFiles?: (files: readonly File[]) => void;
  className?: string;
}

/** A file input that also takes what is dropped on it. */
export function FileDrop(props: FileDropProps) {
  const { label, hint, accept, multiple, maxBytes, name, disabled, onFiles, className } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [names, setNames] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<string>();
  const error = refusal ?? props.error;

  function take(files: readonly File[]) {
    const wrong = files.find((file) => !accepts(accept, file));
    const big = files.find((file) => maxBytes !== undefined && file.size > maxBytes);
    setRefusal(
      wrong
        ? `${wrong.name} is not of an accepted kind.`
        : big
          ? `${big.name} is larger than ${formatBytes(maxBytes ?? 0)}.`
          : undefined,
    );
    if (wrong || big) {
      if (input.current) input.current.value = '';
      return setNames([]);
    }
    setNames(files.map((file) => `${file.name} (${formatBytes(file.size)})`));
    onFiles?.(files);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (disabled || !input.current || event.dataTransfer.files.length === 0) return;
    const files = [...event.dataTransfer.files].slice(0, multiple ? undefined : 1);
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.current.files = transfer.files;
    take(files);
  }

  return (
    <div className={className}>
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          'relative flex flex-col items-center gap-1 rounded-md border border-control border-dashed bg-surface px-6 py-8 text-center transition-colors',
          'hover:border-accent hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent',
          over && 'border-accent bg-accent-soft',
          error && 'border-danger',
          disabled && 'cursor-not-allowed opacity-60',
        )}
      >
        <FileUp aria-hidden="true" className="mb-1 size-5 text-subtle" />
        <span className="font-medium text-fg text-sm">{label}</span>
        <input
          ref={input}
          id={id}
          type="file"
          name={name}
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          aria-describedby={`${id}-text`}
          aria-invalid={error ? true : undefined}
          onChange={(event) => take([...(event.currentTarget.files ?? [])])}
          className="sr-only"
        />
      </label>
      <div id={`${id}-text`} className="mt-1.5 text-xs" aria-live="polite">
        {error ? <p className="text-danger-text">{error}</p> : null}
        {names.length > 0 ? <p className="text-fg">{names.join(', ')}</p> : null}
        {hint ? <p className="text-subtle">{hint}</p> : null}
      </div>
    </div>
  );
}

function accepts(accept: string | undefined, file: File): boolean {
  if (!accept) return true;
  return accept.split(',').some((part) => {
    const kind = part.trim().toLowerCase();
    if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind);
    if (kind.endsWith('/*')) return file.type.startsWith(kind.slice(0, -1));
    return file.type === kind;
  });
}

/** 1536 → "1.5 KB". */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1).replace(/\.0$/, '')} ${units[unit]}`;
}
