import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { listColumns } from '@/components/crm/records/list/list-columns';
import { rowLabel } from '@/components/crm/records/list/row-name';
import { DataTable } from '@/components/data-table/data-table';
import type { ListPage, ListRow } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';

const router = { back() {}, forward() {}, refresh() {}, push() {}, replace() {}, prefetch() {} };

/** The list's table as HTML, as the first answer to a browser holds it. */
export function renderList(page: ListPage, fields: readonly ListField[], timeZone: string): string {
  const columns = listColumns(fields, page, timeZone);
  const table = createElement(DataTable<ListRow>, {
    label: 'Records',
    columns,
    rows: page.rows,
    rowId: (row) => row.id,
    rowLabel,
    rowHref: (row) => `/m/Records/${row.id}`,
    hidden: columns.map(({ id }) => id).filter((id) => id !== 'Name' && !page.columns.includes(id)),
    onHide: () => {},
    onSelect: () => {},
  });
  return renderToString(createElement(AppRouterContext.Provider, { value: router as never }, table));
}
