import type { ReactTable, RowData } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { type FocusEvent, type MouseEvent, useRef, useState } from 'react';
import { BodyRow } from './body-row';
import type { PlacedColumn } from './columns';
import type { DataTableProps } from './data-table-props';
import type { Features } from './features';
import { LoadingRows } from './loading';
import { onRowKey } from './row-keys';

export interface TableBodyProps<T extends RowData>
  extends Pick<DataTableProps<T>, 'rowLabel' | 'rowHref' | 'onRowOpen' | 'loading'> {
  table: ReactTable<Features, T>;
  columns: readonly PlacedColumn<T>[];
  selectable: boolean;
  chosen: ReadonlySet<string>;
}

/** The rows: each opens by a click anywhere in it, and one of them is reached by the Tab key. */
export function TableBody<T extends RowData>({ table, columns, selectable, chosen, ...props }: TableBodyProps<T>) {
  const { rowLabel, rowHref, onRowOpen, loading } = props;
  const [activeId, setActiveId] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const router = useRouter();
  const models = table.getRowModel().rows;
  const reachable = models.some((row) => row.id === activeId) ? activeId : models[0]?.id;

  function openRow(event: MouseEvent<HTMLElement>) {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('tr[data-row]')?.dataset.row;
    const row = id === undefined ? undefined : table.getCoreRowModel().rowsById[id]?.original;
    const portalled = !body.current?.contains(target);
    if (!row || portalled || target.closest('a,button,input,label,select,textarea') || getSelection()?.toString())
      return;
    if (onRowOpen) onRowOpen(row);
    else if (!rowHref) return;
    else if (event.ctrlKey || event.metaKey) window.open(rowHref(row), '_blank', 'noopener');
    else router.push(rowHref(row));
  }

  function follow(event: FocusEvent<HTMLElement>) {
    setActiveId(event.target.closest<HTMLElement>('tr[data-row]')?.dataset.row);
  }

  return (
    <tbody
      ref={body}
      onClick={openRow}
      onKeyDown={onRowKey}
      onFocus={follow}
      className={rowHref || onRowOpen ? 'cursor-default' : ''}
    >
      {loading && models.length === 0 ? (
        <LoadingRows columns={columns.length + (selectable ? 2 : 1)} />
      ) : (
        models.map((row) => (
          <BodyRow
            key={row.id}
            row={row}
            columns={columns}
            label={rowLabel(row.original)}
            href={rowHref?.(row.original)}
            onOpen={onRowOpen}
            selectable={selectable}
            selected={chosen.has(row.id)}
            active={row.id === reachable}
          />
        ))
      )}
    </tbody>
  );
}
