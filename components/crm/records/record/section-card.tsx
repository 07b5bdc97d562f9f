import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { SectionDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { RecordPage } from '@/lib/crm/records/get';
import { isUnopened } from '@/lib/crm/records/unopened';
import { FieldRow } from './field-row';

export interface SectionCardProps {
  section: SectionDefinition;
  shown: RecordPage;
  changeable: boolean;
  timeZone: string;
}

/** One section of the layout: labels and values, each edited in its place. */
export function SectionCard({ section, shown, changeable, timeZone }: SectionCardProps) {
  if (section.fields.length === 0) return null;
  const { module, record, names, users } = shown;
  return (
    <Card id={`section-${section.id}`} title={section.name}>
      <dl className={cn('grid gap-x-8', section.columns === 2 && 'md:grid-cols-2')}>
        {section.fields.map((field) => (
          <FieldRow
            key={field.id}
            module={module.apiName}
            recordId={record.id}
            version={record.version}
            field={field}
            value={record.values[field.apiName]}
            masked={record.masked.includes(field.apiName)}
            unopened={isUnopened(record, field)}
            names={names}
            users={users}
            changeable={changeable && isEnterable(field)}
            timeZone={timeZone}
          />
        ))}
      </dl>
    </Card>
  );
}
