import type { RowData } from '@tanstack/react-table';
import type { CSSProperties, ReactNode } from 'react';
import { cellClass, pinStyle } from './cell-class';

export interface DataTableColumn<T extends RowData> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Beside what opens the row, in the first column only. `reachable`: the Tab key comes to this row. */
  aside?: (row: T, reachable: boolean) => ReactNode;
  /** Offers the sort; the order itself is the caller's to make. */
  sortable?: boolean;
  align?: 'left' | 'right' | 'center';
  /** In px. Without one the column takes its share of what is left, 144 px at least. */
  width?: number;
  /** Stays at the left edge while the rest scrolls; needs a width. */
  pinned?: boolean;
  /** Not on a phone: another column says it there, or nobody needs it. */
  wideOnly?: boolean;
  /** False keeps it out of the columns menu. */
  hideable?: boolean;
  /** Beside the header, e.g. a PHI shield. */
  adornment?: ReactNode;
}

export interface PlacedColumn<T extends RowData> extends DataTableColumn<T> {
  /** Distance from the left edge of a pinned column, in px. */
  left?: number;
  /** The pinned column at the boundary to the part that scrolls. */
  edge?: boolean;
  /** Of its body cells: worked out once a column, since a page has thousands of cells. */
  className: string;
  style: CSSProperties | undefined;
}

export const SELECT_WIDTH = 40;
export const MENU_WIDTH = 40;
const FLEXIBLE_WIDTH = 144;
const PINNED_WIDTH = 220;
/** On a phone a column is a share of what is seen, so that whole columns stand there; a wider one than this takes two. */
const ONE_SHARE = 250;

/** Pinned columns first, each with its distance from the left edge. */
export function placeColumns<T extends RowData>(
  columns: readonly DataTableColumn<T>[],
  selectable: boolean,
  compact: boolean,
): readonly PlacedColumn<T>[] {
  const pinned = columns.filter((column) => column.pinned);
  let left = selectable ? SELECT_WIDTH : 0;
  function place(column: DataTableColumn<T> & { left?: number; edge?: boolean }): PlacedColumn<T> {
    const className = cellClass(column, compact ? 'h-8' : 'h-10');
    return { ...column, className, style: pinStyle(column) };
  }
  const placed = pinned.map((column, index) => {
    const width = column.width ?? PINNED_WIDTH;
    const result = place({ ...column, width, left, edge: index === pinned.length - 1 });
    left += width;
    return result;
  });
  return [...placed, ...columns.filter((column) => !column.pinned).map(place)];
}

/** How many shares of a phone's width a column takes. */
export const sharesOf = ({ width = 0 }: { width?: number }): 1 | 2 => (width > ONE_SHARE ? 2 : 1);

/** As `minimumWidth`, on a phone: whole shares, as CSS. */
export function narrowWidth<T extends RowData>(columns: readonly PlacedColumn<T>[], selectable: boolean): string {
  const shares = columns.reduce((sum, column) => sum + sharesOf(column), 0);
  return `calc(${shares} * var(--share) + ${MENU_WIDTH + (selectable ? SELECT_WIDTH : 0)}px)`;
}

/** Below this width the table scrolls instead of squeezing its columns. */
export function minimumWidth<T extends RowData>(columns: readonly PlacedColumn<T>[], selectable: boolean): number {
  const own = columns.reduce((sum, column) => sum + (column.width ?? FLEXIBLE_WIDTH), 0);
  return own + MENU_WIDTH + (selectable ? SELECT_WIDTH : 0);
}
