import type { RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { DataTableColumn } from './columns';

export interface TableSort {
  id: string;
  desc: boolean;
}

export interface DataTableProps<T extends RowData> {
  /** Names the table for screen readers. */
  label: string;
  /** Keep both stable between renders (module scope, useMemo, state): rows render again only when they change. */
  columns: readonly DataTableColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  /** Names a row's checkbox: "Select …". Never a masked value. */
  rowLabel: (row: T) => string;
  rowHref?: (row: T) => string;
  /** Where a row opens something else than a page. */
  onRowOpen?: (row: T) => void;
  sort?: TableSort | null;
  onSort?: (sort: TableSort | null) => void;
  /** Ids of selected rows, of other pages too. Checkboxes appear with `onSelect`. */
  selected?: readonly string[];
  onSelect?: (ids: string[]) => void;
  /** Ids of hidden columns; without `onHide` the table keeps them itself. */
  hidden?: readonly string[];
  onHide?: (ids: string[]) => void;
  loading?: boolean;
  empty?: ReactNode;
  density?: 'regular' | 'compact';
  /** Of the part that scrolls; bounds its height. */
  className?: string;
}
