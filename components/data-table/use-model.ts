import { type ColumnDef, functionalUpdate, type RowData, type Updater, useTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { type DataTableColumn, placeColumns } from './columns';
import type { DataTableProps } from './data-table-props';
import { type Features, features } from './features';

const none: readonly string[] = [];

/** What TanStack keeps of a table: which columns stand there and where, what is selected, how it is sorted. */
export function useModel<T extends RowData>(props: DataTableProps<T>) {
  const { rows, rowId, sort, selected = none, onSelect } = props;
  const selectable = onSelect !== undefined;
  const [ownHidden, setOwnHidden] = useState<readonly string[]>(props.hidden ?? none);
  const hidden = props.onHide ? (props.hidden ?? none) : ownHidden;

  const placed = useMemo(() => {
    const shown = props.columns.filter((column) => column.hideable === false || !hidden.includes(column.id));
    return placeColumns(shown, selectable, props.density === 'compact');
  }, [props.columns, hidden, selectable, props.density]);
  const definitions = useMemo(() => props.columns.map(define), [props.columns]);
  const state = useMemo(
    () => ({
      sorting: sort ? [sort] : [],
      rowSelection: Object.fromEntries(selected.map((id) => [id, true as const])),
      columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
    }),
    [sort, selected, hidden],
  );

  const table = useTable<Features, T>({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state,
    manualSorting: true,
    enableMultiSort: false,
    onSortingChange: (updater) => props.onSort?.(functionalUpdate(updater, state.sorting)[0] ?? null),
    onRowSelectionChange: (updater: Updater<Record<string, true>>) =>
      onSelect?.(Object.keys(functionalUpdate(updater, state.rowSelection))),
    onColumnVisibilityChange: (updater) => {
      const next = functionalUpdate(updater, state.columnVisibility);
      const ids = Object.keys(next).filter((id) => next[id] === false);
      if (props.onHide) props.onHide(ids);
      else setOwnHidden(ids);
    },
  });
  const chosen = useMemo(() => new Set(selected), [selected]);
  return { table, placed, selectable, chosen };
}

function define<T extends RowData>(column: DataTableColumn<T>): ColumnDef<Features, T> {
  return {
    id: column.id,
    header: column.header,
    // A column without an accessor is not sortable to TanStack; the value itself is never read.
    accessorFn: () => null,
    enableSorting: column.sortable === true,
    enableHiding: column.hideable !== false,
    sortDescFirst: false,
  };
}
