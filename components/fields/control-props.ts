import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Id } from '@/lib/platform/ids';

/** What a control hands out, to be read by the field type's `parse`; '' and [] empty the field. */
export type FieldEntry = string | readonly string[];

/** Where users and looked-up records come from. Keep it stable (module scope, useMemo): a new one searches again. */
export interface FieldSources {
  users: readonly ComboboxOption[];
  search: (moduleApiName: string, query: string) => Promise<readonly ComboboxOption[]>;
  /** Names of the users and records that the values on this screen point at. */
  names: Readonly<Record<Id, string>>;
}

/** What the control of one type gets; label, hint and error come from the Field around it. */
export interface FieldControlProps {
  field: FieldDescription;
  /** Its key in the form; without one it is not sent. */
  name: string | undefined;
  value: StoredValue | undefined;
  sources: FieldSources;
  placeholder?: string;
  disabled?: boolean;
  onChange: (entry: FieldEntry) => void;
  /** The person has left the control, or chosen: the entry can be checked. */
  onDone: (entry: FieldEntry) => void;
}

/** The key that says, beside an entry, that a hidden value is to be replaced: there is nothing to compare it with. */
export function replacesHidden(name: string): string {
  return `${name}:replaces-hidden`;
}

/** A browser may send what it spell-checks to its maker: not what is marked or sealed. */
export function spellCheckOf(field: FieldDescription): false | undefined {
  return field.marked || field.sealed ? false : undefined;
}
