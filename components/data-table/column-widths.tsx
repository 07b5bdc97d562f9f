import type { RowData } from '@tanstack/react-table';
import type { CSSProperties } from 'react';
import { cn } from '@/components/ui/cn';
import { MENU_WIDTH, minimumWidth, narrowWidth, type PlacedColumn, SELECT_WIDTH, sharesOf } from './columns';

export interface ColumnWidthsProps<T extends RowData> {
  columns: readonly PlacedColumn<T>[];
  selectable: boolean;
}

/** How wide a table is at least, and what its columns share, as its style. */
export function widthsOf<T extends RowData>({ columns, selectable }: ColumnWidthsProps<T>): CSSProperties {
  const narrow = columns.filter((column) => !column.wideOnly);
  return {
    '--wide': `${minimumWidth(columns, selectable)}px`,
    '--narrow': narrowWidth(narrow, selectable),
    '--sides': `${MENU_WIDTH + (selectable ? SELECT_WIDTH : 0)}px`,
  } as CSSProperties;
}

/** What stays at the sides while it scrolls, for the fading of its edges: the boxes, and on a phone the columns' menu. */
export const pinnedOf = (selectable: boolean): CSSProperties =>
  ({ '--pinned-start': selectable ? `${SELECT_WIDTH}px` : '0px', '--menu': `${MENU_WIDTH}px` }) as CSSProperties;

/** How wide each column is. */
export function ColumnWidths<T extends RowData>({ columns, selectable }: ColumnWidthsProps<T>) {
  const flexible = columns.some((column) => column.width === undefined);
  return (
    <colgroup>
      {selectable ? <col style={{ width: SELECT_WIDTH }} /> : null}
      {columns.map((column) => (
        <col
          key={column.id}
          className={cn('w-[calc(var(--shares)*var(--share))] sm:w-(--width)', column.wideOnly && 'max-sm:hidden')}
          style={
            {
              '--width': column.width === undefined ? 'auto' : `${column.width}px`,
              '--shares': sharesOf(column),
            } as CSSProperties
          }
        />
      ))}
      <col style={{ width: flexible ? MENU_WIDTH : undefined }} />
    </colgroup>
  );
}
