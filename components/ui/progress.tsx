'use client';

import { useId } from 'react';
import { Button } from './button';
import { cn } from './cn';

export interface ProgressProps {
  label: string;
  /** Left out while the end is not known. */
  value?: number;
  max?: number;
  /** E.g. "1,200 of 10,000 rows". */
  detail?: string;
  onCancel?: () => void;
  cancelling?: boolean;
  className?: string;
}

export function Progress({ label, value, max = 100, detail, onCancel, cancelling, className }: ProgressProps) {
  const id = useId();
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max));
  return (
    <div className={cn('flex items-center gap-3', className)}>
      <div className="min-w-0 flex-1">
        <div className="mb-1.5 flex justify-between gap-4 text-sm">
          <span id={id} className="truncate font-medium text-fg">
            {label}
          </span>
          <span className="shrink-0 text-muted tabular-nums">
            {detail ?? (share === undefined ? null : `${Math.floor(share * 100)} %`)}
          </span>
        </div>
        <div
          role="progressbar"
          aria-labelledby={id}
          aria-valuemin={0}
          aria-valuemax={max}
          aria-valuenow={share === undefined ? undefined : value}
          aria-valuetext={detail}
          className="h-1.5 overflow-hidden rounded-full bg-line"
        >
          <div
            className={cn(
              'h-full rounded-full bg-accent',
              share === undefined ? 'w-2/5 animate-indeterminate' : 'transition-[width]',
            )}
            style={share === undefined ? undefined : { width: `${share * 100}%` }}
          />
        </div>
      </div>
      {onCancel ? (
        <Button size="sm" onClick={onCancel} pending={cancelling} aria-label={`Cancel: ${label}`}>
          Cancel
        </Button>
      ) : null}
    </div>
  );
}
