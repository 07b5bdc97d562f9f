import { Shield } from 'lucide-react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { Mask } from '@/components/ui/mask';
import type { ListPage, ListRow } from '@/lib/records/list';
import type { ListField } from '@/lib/records/list-fields';

const NUMBERS = new Set(['number', 'long_integer', 'decimal', 'currency', 'percent']);

/** All columns of a list, in the order of the fields. A column that the page does not hold yet stays blank. */
export function listColumns(
  fields: readonly ListField[],
  page: Pick<ListPage, 'columns' | 'masked' | 'names'>,
  timeZone: string,
): DataTableColumn<ListRow>[] {
  return fields.map((field): DataTableColumn<ListRow> => {
    if (field.system === 'Name') return nameColumn(field);
    return {
      id: field.apiName,
      header: field.label,
      sortable: field.sortable,
      align: NUMBERS.has(field.type) ? 'right' : 'left',
      adornment: field.marked ? (
        <span title="Personal health data">
          <Shield aria-hidden="true" className="size-3.5 text-phi-text" />
          <span className="sr-only">Personal health data</span>
        </span>
      ) : undefined,
      cell: (row) => {
        if (!page.columns.includes(field.apiName)) return null;
        if (page.masked.includes(field.apiName)) return <MaskedDisplay field={field} />;
        if (row.damaged && field.sealed) return <span className="text-danger-text">Does not open</span>;
        return (
          <FieldDisplay
            field={field}
            value={row.values[field.apiName]}
            timeZone={timeZone}
            users={page.names.users}
            lookups={page.names.lookups}
            compact
          />
        );
      },
    };
  });
}

const nameColumn = (field: ListField): DataTableColumn<ListRow> => ({
  id: field.apiName,
  header: field.label,
  sortable: field.sortable,
  pinned: true,
  hideable: false,
  width: 220,
  cell: (row) => row.name || <HiddenName id={row.id} />,
});

/** The end of the id tells two of them apart. */
function HiddenName({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Mask />
      <span className="shrink-0 tabular-nums">
        <span className="sr-only">Hidden name </span>
        {id.slice(-6)}
      </span>
    </span>
  );
}

export const rowLabel = (row: ListRow): string => row.name || `record ${row.id.slice(-6)}`;
