'use client';

import type { Row, RowData } from '@tanstack/react-table';
import Link from 'next/link';
import { memo, type ReactNode } from 'react';
import { checkboxClass } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import type { PlacedColumn } from './columns';
import type { Features } from './features';

interface CellsProps<T extends RowData> {
  row: Row<Features, T>;
  columns: readonly PlacedColumn<T>[];
  href?: string;
  onOpen?: (row: T) => void;
  /** The one row that the Tab key reaches; arrow keys move on from there. */
  active: boolean;
}

export interface BodyRowProps<T extends RowData> extends CellsProps<T> {
  label: string;
  selectable: boolean;
  selected: boolean;
}

// Opaque, since cells scroll beneath the pinned ones, which inherit it.
const rowClass = 'bg-surface hover:bg-hover data-selected:bg-accent-soft';
const boxClass = cn(checkboxClass, 'mt-0 block');

function BodyRowInner<T extends RowData>({ label, selectable, selected, ...cells }: BodyRowProps<T>) {
  const { row, active } = cells;
  return (
    <tr data-row={row.id} data-selected={selected || undefined} className={rowClass}>
      {selectable ? (
        <td className="sticky left-0 z-10 border-line border-b bg-inherit px-3">
          {/* A plain input, not Checkbox: a page has up to 200 of them. */}
          <input
            type="checkbox"
            aria-label={`Select ${label}`}
            checked={selected}
            onChange={row.getToggleSelectedHandler()}
            className={boxClass}
            tabIndex={active ? 0 : -1}
            data-row-focus=""
          />
        </td>
      ) : null}
      <Cells {...cells} />
      {/* Beneath the columns' menu, which stays at the edge: no column ends there in the middle of a word. */}
      <td className="border-line border-b bg-inherit max-sm:sticky max-sm:right-0" />
    </tr>
  );
}

function CellsInner<T extends RowData>({ columns, ...target }: CellsProps<T>) {
  return columns.map((column, index) => (
    <td key={column.id} style={column.style} className={column.className}>
      {index === 0 ? <FirstCell column={column} {...target} /> : column.cell(target.row.original)}
    </td>
  ));
}

function FirstCell<T extends RowData>({
  column,
  ...target
}: Omit<CellsProps<T>, 'columns'> & { column: PlacedColumn<T> }) {
  const { row, active } = target;
  const opener = <RowTarget {...target}>{column.cell(row.original)}</RowTarget>;
  const aside = column.aside?.(row.original, active);
  if (!aside) return opener;
  return (
    <span className="flex items-center justify-between gap-2">
      <span className="flex min-w-0 items-center">{opener}</span>
      {aside}
    </span>
  );
}

const targetClass =
  'inline-block max-w-full truncate rounded-xs align-middle font-medium text-fg leading-6 hover:text-accent-text hover:underline focus-visible:-outline-offset-2';

interface RowTargetProps<T extends RowData> extends Omit<CellsProps<T>, 'columns'> {
  children: ReactNode;
}

/** What Enter opens: a real link or button, so that it works for everyone and in a new tab. */
function RowTarget<T extends RowData>({ row, href, onOpen, active, children }: RowTargetProps<T>) {
  const focusable = { tabIndex: active ? 0 : -1, 'data-row-focus': '' };
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

// memo forgets the type parameter. Selecting all 200 rows renders their checkboxes again, not their cells.
const Cells = memo(CellsInner) as unknown as typeof CellsInner;
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner;
