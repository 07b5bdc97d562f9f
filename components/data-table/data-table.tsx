'use client';

import { type ColumnDef, functionalUpdate, type RowData, type Updater, useTable } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { type CSSProperties, type FocusEvent, type MouseEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { BodyRow } from './body-row';
import {
  type DataTableColumn,
  MENU_WIDTH,
  minimumWidth,
  narrowWidth,
  placeColumns,
  SELECT_WIDTH,
  sharesOf,
} from './columns';
import { type Features, features } from './features';
import { HeaderRow } from './header-row';
import { LoadingRows, LoadingVeil } from './loading';
import { onRowKey } from './row-keys';

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

const none: readonly string[] = [];

/** A page of rows as the server ordered it. It fetches, sorts and filters nothing. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, rows, rowId, rowLabel, rowHref, onRowOpen, sort, selected = none, onSelect, loading, empty } = props;
  const selectable = onSelect !== undefined;
  const [ownHidden, setOwnHidden] = useState<readonly string[]>(props.hidden ?? none);
  const hidden = props.onHide ? (props.hidden ?? none) : ownHidden;
  const [activeId, setActiveId] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const router = useRouter();

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
  const models = table.getRowModel().rows;
  const reachable = models.some((row) => row.id === activeId) ? activeId : models[0]?.id;
  const narrow = placed.filter((column) => !column.wideOnly);
  const widths = {
    '--wide': `${minimumWidth(placed, selectable)}px`,
    '--narrow': narrowWidth(narrow, selectable),
    '--sides': `${MENU_WIDTH + (selectable ? SELECT_WIDTH : 0)}px`,
  };
  const flexible = placed.some((column) => column.width === undefined);

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
    <div className="relative overflow-hidden rounded-md border border-line bg-surface" aria-busy={loading || undefined}>
      {loading ? <LoadingVeil /> : null}
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className={cn(
          '@container max-h-[max(20rem,calc(100dvh-13rem))] overflow-auto overscroll-x-contain focus-visible:-outline-offset-2',
          // On a phone it comes to rest where a column begins.
          'max-sm:snap-x max-sm:snap-mandatory',
          selectable && 'max-sm:scroll-pl-10',
          props.className,
        )}
      >
        <table
          aria-label={label}
          className={cn(
            'w-full min-w-(--narrow) table-fixed border-separate border-spacing-0 text-sm sm:min-w-(--wide)',
            '[--columns:2] [--share:calc((100cqw-var(--sides))/var(--columns))] @md:[--columns:3] @xl:[--columns:4]',
          )}
          style={widths as CSSProperties}
        >
          <colgroup>
            {selectable ? <col style={{ width: SELECT_WIDTH }} /> : null}
            {placed.map((column) => (
              <col
                key={column.id}
                className={cn(
                  'w-[calc(var(--shares)*var(--share))] sm:w-(--width)',
                  column.wideOnly && 'max-sm:hidden',
                )}
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
          <thead>
            <HeaderRow table={table} columns={placed} selectable={selectable} />
          </thead>
          <tbody
            ref={body}
            onClick={openRow}
            onKeyDown={onRowKey}
            onFocus={follow}
            className={rowHref || onRowOpen ? 'cursor-default' : ''}
          >
            {loading && models.length === 0 ? (
              <LoadingRows columns={placed.length + (selectable ? 2 : 1)} />
            ) : (
              models.map((row) => (
                <BodyRow
                  key={row.id}
                  row={row}
                  columns={placed}
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
        </table>
        {!loading && models.length === 0 ? <div className="sticky left-0">{empty}</div> : null}
      </section>
    </div>
  );
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
