'use client';

import type { RowData } from '@tanstack/react-table';
import { cn } from '@/components/ui/cn';
import { ColumnWidths, pinnedOf, widthsOf } from './column-widths';
import type { DataTableProps } from './data-table-props';
import { HeaderRow } from './header-row';
import { LoadingVeil } from './loading';
import { TableBody } from './table-body';
import { useModel } from './use-model';

/** A page of rows as the server ordered it. It fetches, sorts and filters nothing. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, loading, empty } = props;
  const { table, placed, selectable, chosen } = useModel(props);
  return (
    <div className="relative overflow-hidden rounded-md border border-line bg-surface" aria-busy={loading || undefined}>
      {loading ? <LoadingVeil /> : null}
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className={cn(
          'edges-fade @container max-h-[max(20rem,calc(100dvh-13rem))] overflow-auto overscroll-x-contain focus-visible:-outline-offset-2',
          // On a phone it comes to rest where a column begins.
          'max-sm:snap-x max-sm:snap-mandatory',
          selectable && 'max-sm:scroll-pl-10',
          'max-sm:[--pinned-end:var(--menu)]',
          props.className,
        )}
        style={pinnedOf(selectable)}
      >
        <table
          aria-label={label}
          className={cn(
            'w-full min-w-(--narrow) table-fixed border-separate border-spacing-0 text-sm sm:min-w-(--wide)',
            '[--columns:2] [--share:calc((100cqw-var(--sides))/var(--columns))] @md:[--columns:3] @xl:[--columns:4]',
          )}
          style={widthsOf({ columns: placed, selectable })}
        >
          <ColumnWidths columns={placed} selectable={selectable} />
          <thead>
            <HeaderRow table={table} columns={placed} selectable={selectable} />
          </thead>
          <TableBody
            table={table}
            columns={placed}
            selectable={selectable}
            chosen={chosen}
            rowLabel={props.rowLabel}
            rowHref={props.rowHref}
            onRowOpen={props.onRowOpen}
            loading={loading}
          />
        </table>
        {!loading && table.getRowModel().rows.length === 0 ? <div className="sticky left-0">{empty}</div> : null}
      </section>
    </div>
  );
}
