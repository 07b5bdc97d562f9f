import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Id } from '@/lib/platform/ids';
import type { LookupNames } from './lookup-display';

/** What the display of one type gets. */
export interface ValueDisplayProps {
  field: FieldDescription;
  value: StoredValue;
  /** As the type formats it. */
  text: string;
  /** The reader's zone (IANA). */
  timeZone: string;
  /** By record id: the looked-up records that the reader may see. */
  lookups: LookupNames;
  /** By user id. */
  users: Readonly<Record<Id, string>>;
  /** One line, for a table cell. */
  compact: boolean;
}

/** The members of a list; a single value is a list of one. */
export const membersOf = (value: StoredValue): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [String(value)];
