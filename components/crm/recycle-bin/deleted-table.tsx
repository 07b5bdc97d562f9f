import { Trash2 } from 'lucide-react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import type { DeletedRecord } from '@/lib/crm/records/list-deleted';

export interface DeletedTableProps {
  plural: string;
  records: readonly DeletedRecord[];
  selected: string[];
  onSelect: (ids: string[]) => void;
}

const COLUMNS: readonly DataTableColumn<DeletedRecord>[] = [
  { id: 'name', header: 'Name', cell: (record) => record.name, width: 240, hideable: false },
  { id: 'by', header: 'Deleted by', cell: (record) => record.deletedBy },
  { id: 'at', header: 'Deleted', cell: (record) => <Time value={record.deletedAt} /> },
  {
    id: 'left',
    header: 'Days left',
    cell: (record) => <DaysLeft days={record.daysLeft} />,
    align: 'right',
    width: 110,
  },
];

const SOON = 7;

function DaysLeft({ days }: { days: number }) {
  return <span className={days <= SOON ? 'text-danger-text tabular-nums' : 'tabular-nums'}>{days}</span>;
}

/** What was deleted, by whom, and how long it can be restored. */
export function DeletedTable({ plural, records, selected, onSelect }: DeletedTableProps) {
  return (
    <DataTable
      label={`Deleted ${plural}`}
      columns={COLUMNS}
      rows={records}
      rowId={(record) => record.id}
      rowLabel={(record) => record.name}
      selected={selected}
      onSelect={onSelect}
      empty={
        <EmptyState
          icon={<Trash2 />}
          title="Nothing here"
          text={`Deleted ${plural.toLowerCase()} stay here for 60 days and can be restored.`}
        />
      }
    />
  );
}
