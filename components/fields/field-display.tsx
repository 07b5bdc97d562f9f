import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import type { Id } from '@/lib/ids';
import type { FieldDescription } from '@/lib/modules/field-types/description';
import { optionLabel } from '@/lib/modules/field-types/pick-list';
import { fieldType } from '@/lib/modules/field-types/registry';
import type { StoredValue } from '@/lib/modules/field-types/type';
import { CheckboxDisplay } from './checkbox-display';
import { EmailLink, PhoneLink, WebLink } from './link-display';
import { LookupLinks, type LookupNames } from './lookup-display';

export interface FieldDisplayProps {
  field: FieldDescription;
  value: StoredValue | undefined;
  /** The reader's zone (IANA). */
  timeZone: string;
  /** By record id: the looked-up records that the reader may see. */
  lookups?: LookupNames;
  /** By user id. */
  users?: Readonly<Record<Id, string>>;
  /** One line, for a table cell. */
  compact?: boolean;
}

/** One value as a person reads it. For a server or a client component; a hidden value is a MaskedDisplay instead. */
export function FieldDisplay({ field, value, timeZone, lookups = {}, users = {}, compact = false }: FieldDisplayProps) {
  if (value === undefined) return <Nothing />;
  const text = fieldType(field.type).format(value, field.options, { timeZone });
  switch (field.type) {
    case 'email':
      return <EmailLink address={text} />;
    case 'phone':
      return <PhoneLink number={text} />;
    case 'url':
      return <WebLink address={text} />;
    case 'checkbox':
      return <CheckboxDisplay checked={value === true} />;
    case 'pick_list':
    case 'multi_pick_list':
      return (
        <span className={cn('inline-flex max-w-full gap-1', !compact && 'flex-wrap')}>
          {listOf(value).map((one) => (
            <Badge key={one}>{optionLabel(one, field.options)}</Badge>
          ))}
        </span>
      );
    case 'date':
    case 'date_time':
      return (
        <time dateTime={String(value)} title={field.type === 'date_time' ? timeZone : undefined}>
          {text}
        </time>
      );
    case 'user':
      return <>{users[String(value)] ?? <span className="text-subtle">Unknown user</span>}</>;
    case 'lookup':
    case 'multi_lookup':
      return <LookupLinks ids={listOf(value)} lookups={lookups} />;
    case 'multi_line':
      return <span className={compact ? undefined : 'whitespace-pre-line wrap-anywhere'}>{text}</span>;
    case 'number':
    case 'long_integer':
    case 'decimal':
    case 'currency':
    case 'percent':
      return <span className="tabular-nums">{text}</span>;
    case 'single_line':
    case 'auto_number':
      return <span className={compact ? undefined : 'whitespace-pre-line wrap-anywhere'}>{text}</span>;
  }
}

function listOf(value: StoredValue): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function Nothing() {
  return (
    <span className="text-subtle">
      <span aria-hidden="true">—</span>
      <span className="sr-only">Empty</span>
    </span>
  );
}
