import type { ComboboxOption } from '@/components/ui/combobox-list';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import type { Id } from '@/lib/platform/ids';

/** What the control for a filter's value gets, by the field's type. */
export interface FilterControlProps {
  field: FieldDescription;
  label: string;
  /** Several values can be chosen. */
  several: boolean;
  /** As it is typed: one text, or those that are chosen. */
  texts: readonly string[];
  onChange: (texts: string[]) => void;
  users: readonly ComboboxOption[];
  /** Labels of ids chosen so far. */
  names: Readonly<Record<Id, string>>;
  onNamed: (option: ComboboxOption) => void;
  findLookups: (asked: { module: string; query: string }) => Promise<readonly ComboboxOption[]>;
}
