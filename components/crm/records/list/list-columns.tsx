import { Eye, EyeOff, Shield } from 'lucide-react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { ListPage, ListRow } from '@/lib/crm/records/list';
import type { ListField } from '@/lib/crm/records/list-fields';
import { isUnopened } from '@/lib/crm/records/unopened';
import { RowName, rowLabel } from './row-name';

/** All columns of a list, in the order of the fields. A column that the page does not hold yet stays blank. */
export function listColumns(
  fields: readonly ListField[],
  page: Pick<ListPage, 'columns' | 'masked' | 'names'>,
  timeZone: string,
  hiddenNames?: HiddenNames,
): DataTableColumn<ListRow>[] {
  return fields.map((field): DataTableColumn<ListRow> => {
    if (field.system === 'Name') return nameColumn(field, hiddenNames);
    return {
      id: field.apiName,
      header: field.label,
      sortable: field.sortable,
      align: fieldType(field.type).numeric ? 'right' : 'left',
      adornment: field.marked ? (
        <span title="Personal health data">
          <Shield aria-hidden="true" className="size-3.5 text-phi-text" />
          <span className="sr-only">Personal health data</span>
        </span>
      ) : undefined,
      cell: (row) => {
        if (!page.columns.includes(field.apiName)) return null;
        if (page.masked.includes(field.apiName)) return <MaskedDisplay field={field} />;
        if (isUnopened(row, field)) return <UnopenedDisplay />;
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

/** How a name that lists hide is revealed in its row. */
export interface HiddenNames {
  /** Names revealed on this page, by the id of the record. */
  shown: Readonly<Record<string, { value?: unknown }>>;
  onAsk: (row: ListRow) => void;
  onHide: (row: ListRow) => void;
}

const nameColumn = (field: ListField, hidden?: HiddenNames): DataTableColumn<ListRow> => ({
  id: field.apiName,
  header: field.label,
  sortable: field.sortable,
  pinned: true,
  hideable: false,
  width: hidden ? 260 : 220,
  cell: (row) => <RowName row={row} shown={hidden?.shown[row.id]} />,
  aside:
    hidden &&
    ((row, reachable) => (row.name || row.damaged ? null : <RevealName row={row} reachable={reachable} {...hidden} />)),
});

function RevealName({ row, reachable, shown, onAsk, onHide }: HiddenNames & { row: ListRow; reachable: boolean }) {
  const isShown = row.id in shown;
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      tabIndex={reachable ? 0 : -1}
      aria-label={`${isShown ? 'Hide' : 'Reveal'} the name of ${rowLabel(row)}`}
      onClick={() => (isShown ? onHide(row) : onAsk(row))}
    >
      <Icon aria-hidden="true" />
    </Button>
  );
}
