import { useMemo } from 'react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { Pagination } from '@/components/ui/pagination';
import type { ListPage, ListRow } from '@/lib/crm/records/list';
import { ListEmpty } from './list-empty';
import type { ListModule, ListRights } from './list-module';
import { type ListParams, PAGE_SIZES } from './list-params';
import { rowLabel } from './row-name';
import type { ListState } from './use-list-state';

export interface ListRowsProps {
  module: ListModule;
  may: ListRights;
  list: ListState;
  columns: readonly DataTableColumn<ListRow>[];
  /** API names of the columns that stand there, and of those that do not. */
  shown: readonly string[];
  others: readonly string[];
}

const NO_ROWS: readonly ListRow[] = [];
const rowId = (row: ListRow): string => row.id;

/** The rows of a list, in the order and by the columns chosen. */
export function ListRows({ module, may, list, columns, shown, others }: ListRowsProps) {
  const { request, page, hidden, filters, selection, change } = list;
  const ids = useMemo(() => page?.rows.map(rowId) ?? [], [page]);
  return (
    <DataTable
      label={module.plural}
      columns={columns}
      rows={page?.rows ?? NO_ROWS}
      rowId={rowId}
      rowLabel={rowLabel}
      rowHref={(row) => `/m/${module.apiName}/${row.id}`}
      sort={request.sort ? { id: request.sort.field, desc: request.sort.order === 'desc' } : null}
      onSort={(sort) => change({ sort: sort && { field: sort.id, order: sort.desc ? 'desc' : 'asc' } })}
      selected={selection.all ? ids : selection.ids}
      onSelect={selection.select}
      hidden={others}
      onHide={(ids) => change({ columns: [...shown, ...others].filter((name) => !ids.includes(name)) })}
      loading={list.loading}
      empty={
        <ListEmpty
          module={module}
          narrowed={filters.length > 0 || hidden.active}
          creatable={may.create}
          importable={may.import}
          onClear={list.clear}
        />
      }
    />
  );
}

/** How much there is, and the way to more of it. */
export function ListPages({ module, list }: Pick<ListRowsProps, 'module' | 'list'>) {
  const { page, params, change, turn } = list;
  if (!page) return null;
  return (
    <Pagination
      summary={summaryOf(page, module)}
      pageSize={params.size}
      pageSizes={PAGE_SIZES}
      onPageSize={(size) => change({ size: size as ListParams['size'] })}
      onPrevious={page.previous ? () => turn({ before: page.previous }) : undefined}
      onNext={page.next ? () => turn({ after: page.next }) : undefined}
      pending={list.loading}
    />
  );
}

function summaryOf({ rows, count }: ListPage, module: ListModule): string {
  const total = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''}`;
  const words = count.records === 1 ? module.singular : module.plural;
  return rows.length === count.records ? `${total} ${words}` : `${rows.length} of ${total} ${words}`;
}
