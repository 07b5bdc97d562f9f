'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import type { ModuleChoice } from '@/lib/admin/settings/compliance/queries';
import { Meter } from './meter';

export interface ModuleTileProps {
  choice: ModuleChoice;
  maxMarkedFields: number;
  /** As it will be, while a change is on its way. */
  selected: boolean;
  disabled: boolean;
  mayMark: boolean;
  onSelect: (selected: boolean) => void;
}

/** One module of the picker; selected, it says how many of its fields are marked and leads to where they are. */
export function ModuleTile({ choice, maxMarkedFields, selected, disabled, mayMark, onSelect }: ModuleTileProps) {
  const { plural, custom, markedFields } = choice;
  return (
    <li
      className={cn(
        'relative flex min-h-17 min-w-0 flex-col justify-center gap-0.5 overflow-hidden rounded-sm border px-3 py-2.5 transition-colors',
        selected ? 'border-phi-line bg-phi-soft' : 'border-line bg-surface hover:bg-hover',
      )}
    >
      <div className="flex items-start justify-between gap-2">
        <Checkbox label={plural} checked={selected} disabled={disabled} onCheckedChange={onSelect} />
        {custom ? <Badge>Custom</Badge> : null}
      </div>
      {choice.selected ? (
        <div className="flex flex-wrap items-center justify-between gap-x-3 pl-6 text-xs">
          <span className="text-muted tabular-nums">
            {markedFields} of {maxMarkedFields} fields marked
          </span>
          {mayMark ? <LayoutLink choice={choice} /> : null}
          <Meter
            label={`Marked fields of ${plural}`}
            value={markedFields}
            max={maxMarkedFields}
            className="absolute inset-x-0 bottom-0 h-1 rounded-none"
          />
        </div>
      ) : null}
    </li>
  );
}

function LayoutLink({ choice: { module, plural, layoutId } }: { choice: ModuleChoice }) {
  if (!layoutId) return null;
  return (
    <Link
      href={`/setup/modules/${encodeURIComponent(module)}/layouts/${layoutId}`}
      aria-label={`Mark fields of ${plural}`}
      className="inline-flex min-h-6 items-center gap-1 font-medium text-accent-text hover:underline"
    >
      Mark fields
      <ArrowRight aria-hidden="true" className="size-3.5" />
    </Link>
  );
}
