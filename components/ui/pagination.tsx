'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { Select } from './select';

export interface PaginationProps {
  /** A link or a callback; neither means there is no such page. */
  previousHref?: string;
  nextHref?: string;
  onPrevious?: () => void;
  /** What the way back is called where it does not lead one page back. */
  previousLabel?: string;
  onNext?: () => void;
  /** E.g. "50 of 1,000+ records". */
  summary?: ReactNode;
  pageSize?: number;
  pageSizes?: readonly number[];
  onPageSize?: (size: number) => void;
  pending?: boolean;
  className?: string;
}

/** Keyset paging: one page forth, one page back, no page numbers. */
export function Pagination(props: PaginationProps) {
  const {
    previousHref,
    nextHref,
    onPrevious,
    onNext,
    summary,
    pageSize,
    pageSizes = [20, 50, 100, 200],
    onPageSize,
  } = props;
  const id = useId();
  return (
    <nav
      aria-label="Pages"
      className={cn('flex flex-wrap items-center gap-x-4 gap-y-2 text-muted text-xs', props.className)}
    >
      <div className="flex-1 tabular-nums" aria-live="polite">
        {summary}
      </div>
      {pageSize !== undefined && onPageSize ? (
        <div className="flex items-center gap-2">
          <label htmlFor={id} className="whitespace-nowrap">
            Rows per page
          </label>
          <Select
            id={id}
            value={String(pageSize)}
            onChange={(event) => onPageSize(Number(event.currentTarget.value))}
            options={pageSizes.map((size) => ({ value: String(size), label: String(size) }))}
            className="w-19"
          />
        </div>
      ) : null}
      <div className="flex gap-1">
        <Step
          label={props.previousLabel ?? 'Previous page'}
          href={previousHref}
          onPress={onPrevious}
          pending={props.pending}
          icon={<ChevronLeft aria-hidden="true" />}
        />
        <Step
          label="Next page"
          href={nextHref}
          onPress={onNext}
          pending={props.pending}
          icon={<ChevronRight aria-hidden="true" />}
        />
      </div>
    </nav>
  );
}

interface StepProps {
  label: string;
  href?: string;
  onPress?: () => void;
  pending?: boolean;
  icon: ReactNode;
}

function Step({ label, href, onPress, pending, icon }: StepProps) {
  if (href !== undefined) {
    return (
      <Button asChild size="icon">
        <Link href={href} aria-label={label} scroll={false}>
          {icon}
        </Link>
      </Button>
    );
  }
  return (
    <Button size="icon" aria-label={label} onClick={onPress} disabled={!onPress || pending}>
      {icon}
    </Button>
  );
}
