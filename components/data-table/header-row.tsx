'use client';

import type { ReactTable, RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { cellClass, pinStyle } from './cell-class';
import { ColumnMenu } from './column-menu';
import type { PlacedColumn } from './columns';
import type { Features } from './features';

interface HeaderRowProps<T extends RowData> {
  table: ReactTable<Features, T>;
  columns: readonly PlacedColumn<T>[];
  selectable: boolean;
}

const headClass = 'sticky top-0 z-20 h-9 bg-sunken font-medium text-muted text-xs';

export function HeaderRow<T extends RowData>({ table, columns, selectable }: HeaderRowProps<T>) {
  return (
    <tr>
      {selectable ? (
        <th scope="col" className={cn(headClass, 'left-0 z-30 border-line border-b px-3 text-left')}>
          <Checkbox
            aria-label="Select all rows on this page"
            className="align-middle"
            checked={table.getIsAllRowsSelected()}
            indeterminate={!table.getIsAllRowsSelected() && table.getRowModel().rows.some((row) => row.getIsSelected())}
            onChange={table.getToggleAllRowsSelectedHandler()}
          />
        </th>
      ) : null}
      {columns.map((column) => (
        <HeaderCell key={column.id} table={table} column={column} />
      ))}
      <th scope="col" className={cn(headClass, 'right-0 z-30 border-line border-b px-1 text-center')}>
        <ColumnMenu columns={table.getAllLeafColumns()} />
      </th>
    </tr>
  );
}

function HeaderCell<T extends RowData>({ table, column }: { table: ReactTable<Features, T>; column: PlacedColumn<T> }) {
  const model = table.getColumn(column.id);
  const sorted = model?.getIsSorted() || undefined;
  const className = cellClass(column, cn(headClass, 'max-sm:snap-start', column.left !== undefined && 'md:z-30'));
  return (
    <th
      scope="col"
      className={className}
      style={pinStyle(column)}
      aria-sort={column.sortable ? (sorted ? ariaSort[sorted] : 'none') : undefined}
    >
      <span className={cn('flex items-center gap-1', column.align === 'right' && 'flex-row-reverse')}>
        {column.sortable ? (
          <button
            type="button"
            onClick={() => model?.toggleSorting()}
            className={cn(
              'group/sort -mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-xs px-1 hover:text-fg focus-visible:-outline-offset-2',
              sorted && 'text-fg',
              column.align === 'right' && 'flex-row-reverse',
            )}
          >
            <span className="truncate">{column.header}</span>
            <SortMark sorted={sorted} />
          </button>
        ) : (
          <span className="truncate">{column.header}</span>
        )}
        {column.adornment}
      </span>
    </th>
  );
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function SortMark({ sorted }: { sorted?: 'asc' | 'desc' }) {
  const Mark = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown;
  return (
    <Mark
      aria-hidden="true"
      className={cn(
        'size-3.5 shrink-0',
        sorted ? 'text-accent-text' : 'opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100',
      )}
    />
  );
}
