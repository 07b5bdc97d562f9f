import { cn } from '@/components/ui/cn';

export interface MeterProps {
  /** The accessible name. */
  label: string;
  value: number;
  max: number;
  /** One block a unit, for small numbers; else one bar. */
  blocks?: boolean;
  className?: string;
}

/** How much of a limit is used. Nothing moves: a progress bar is something else. */
export function Meter({ label, value, max, blocks = false, className }: MeterProps) {
  const fill = value >= max ? 'bg-warning' : 'bg-phi';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native meter cannot be given our look in every browser
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn('flex h-1.5 gap-0.5 overflow-hidden rounded-full', className)}
    >
      {blocks ? (
        Array.from({ length: max }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks are their places
          <span key={n} className={cn('h-full flex-1', n < value ? fill : 'bg-line')} />
        ))
      ) : (
        <span className="h-full w-full bg-line">
          <span
            className={cn('block h-full rounded-full', fill)}
            style={{ width: `${Math.min(1, value / max) * 100}%` }}
          />
        </span>
      )}
    </div>
  );
}
