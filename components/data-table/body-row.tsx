'use client';

import type { Row, RowData } from '@tanstack/react-table';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { checkboxClass } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { cellClass } from './cell-class';
import type { PlacedColumn } from './columns';
import type { Features } from './features';

export interface BodyRowProps<T extends RowData> {
  row: Row<Features, T>;
  columns: readonly PlacedColumn<T>[];
  label: string;
  href?: string;
  onOpen?: (row: T) => void;
  selectable: boolean;
  selected: boolean;
  /** The one row that the Tab key reaches; arrow keys move on from there. */
  active: boolean;
  compact: boolean;
}

const surface = 'bg-surface group-hover/row:bg-hover group-data-selected/row:bg-accent-soft';

// A plain input, not Checkbox: a page has up to 200 of them.
function BodyRowInner<T extends RowData>(props: BodyRowProps<T>) {
  const { row, columns, label, selectable, selected, active, compact } = props;
  const height = compact ? 'h-8' : 'h-10';
  const focusable = { tabIndex: active ? 0 : -1, 'data-row-focus': '' };
  return (
    <tr data-row={row.id} data-selected={selected || undefined} className="group/row">
      {selectable ? (
        <td className={cn('sticky left-0 z-10 border-line border-b px-3', surface, height)}>
          <input
            type="checkbox"
            aria-label={`Select ${label}`}
            checked={selected}
            onChange={row.getToggleSelectedHandler()}
            className={cn(checkboxClass, 'mt-0 block')}
            {...focusable}
          />
        </td>
      ) : null}
      {columns.map((column, index) => (
        <td key={column.id} style={{ left: column.left }} className={cellClass(column, cn(surface, height))}>
          {index === 0 ? (
            <RowTarget {...props} focusable={focusable}>
              {column.cell(row.original)}
            </RowTarget>
          ) : (
            column.cell(row.original)
          )}
        </td>
      ))}
      <td className={cn('border-line border-b', surface)} />
    </tr>
  );
}

const targetClass =
  'inline-block max-w-full truncate rounded-xs align-middle font-medium text-fg leading-6 hover:text-accent-text hover:underline focus-visible:-outline-offset-2';

interface RowTargetProps<T extends RowData> extends BodyRowProps<T> {
  focusable: { tabIndex: number };
  children: ReactNode;
}

/** What Enter opens: a real link or button, so that it works for everyone and in a new tab. */
function RowTarget<T extends RowData>({ row, href, onOpen, focusable, children }: RowTargetProps<T>) {
  if (href !== undefined) {
    // Not prefetched: a record that was not opened must not look opened in the ledger.
    return (
      <Link href={href} prefetch={false} className={targetClass} {...focusable}>
        {children}
      </Link>
    );
  }
  if (!onOpen) return children;
  return (
    <button type="button" onClick={() => onOpen(row.original)} className={cn(targetClass, 'text-left')} {...focusable}>
      {children}
    </button>
  );
}

// memo forgets the type parameter.
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner;
