import { FieldDisplay } from '@/components/fields/field-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { PrintedList } from '@/lib/crm/exports/print/print';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { RecordDto } from '@/lib/crm/records/serialize';
import { isUnopened } from '@/lib/crm/records/unopened';

/** A list's rows, all on one page. */
export function ListPrint({ printed, timeZone }: { printed: PrintedList; timeZone: string }) {
  const { module, records, columns, names } = printed;
  return (
    <Table label={module.plural}>
      <TableHead>
        <TableRow>
          {columns.map(({ apiName, label }) => (
            <TableHeader key={apiName}>{label}</TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {records.map((record) => (
          <TableRow key={record.id} className="break-inside-avoid">
            {columns.map((field) => (
              <TableCell key={field.apiName}>
                {isUnopened(record, field) ? (
                  <UnopenedDisplay />
                ) : (
                  <FieldDisplay
                    field={field}
                    value={cellValue(record, field, module.singular)}
                    timeZone={timeZone}
                    users={names.users}
                    lookups={names.lookups}
                  />
                )}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function cellValue(record: RecordDto, { system, apiName }: ListField, singular: string): StoredValue | undefined {
  switch (system) {
    case null:
      return record.values[apiName];
    case 'Name':
      return record.name || `${singular} ${record.id.slice(-6)}`;
    case 'Owner':
      return record.ownerId;
    case 'Created_Time':
      return record.createdAt;
    case 'Modified_Time':
      return record.modifiedAt;
  }
}
