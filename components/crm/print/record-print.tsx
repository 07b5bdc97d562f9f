import { FieldDisplay } from '@/components/fields/field-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { DescriptionList } from '@/components/ui/description-list';
import type { PrintedRecord } from '@/lib/crm/exports/print/print';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { isUnopened } from '@/lib/crm/records/unopened';

interface ValueProps extends Pick<PrintedRecord, 'record' | 'names'> {
  field: FieldDefinition;
  timeZone: string;
}

/** A record's sections, one below the other. */
export function RecordPrint({ printed, timeZone }: { printed: PrintedRecord; timeZone: string }) {
  const { record, names, sections } = printed;
  return sections
    .filter(({ fields }) => fields.length > 0)
    .map(({ id, name, fields }) => (
      <section key={id} className="mb-5 break-inside-avoid-page">
        <h2 className="mb-1 border-line border-b pb-1 font-semibold text-base">{name}</h2>
        <DescriptionList
          columns={2}
          items={fields.map((field) => ({
            key: field.id,
            term: field.label,
            value: isUnopened(record, field) ? (
              <UnopenedDisplay />
            ) : record.values[field.apiName] === undefined ? null : (
              <Value {...{ field, record, names, timeZone }} />
            ),
          }))}
        />
      </section>
    ));
}

function Value({ field, record, names, timeZone }: ValueProps) {
  const value = record.values[field.apiName];
  return <FieldDisplay field={field} value={value} timeZone={timeZone} users={names.users} lookups={names.lookups} />;
}
