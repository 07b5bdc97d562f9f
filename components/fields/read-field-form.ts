import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { type FieldEntry, replacesHidden } from './control-props';

/**
 * What a form of FieldInputs holds, by API name. Given the values it started from, only what differs from them: an
 * untouched field is not written again (an option removed since would be refused, another person's change undone).
 * A masked field appears only when it was replaced or cleared.
 */
export function readFieldForm(
  form: FormData,
  fields: readonly FieldDescription[],
  before?: Readonly<Record<string, StoredValue>>,
): Record<string, FieldEntry> {
  const entries: Record<string, FieldEntry> = {};
  for (const field of fields) {
    if (!form.has(field.apiName)) continue;
    const texts = form.getAll(field.apiName).filter((entry) => typeof entry === 'string');
    const entry = fieldType(field.type).list ? texts.filter((text) => text !== '') : (texts[0] ?? '');
    const compared = before !== undefined && !form.has(replacesHidden(field.apiName));
    if (!compared || !isUnchanged(field, entry, before[field.apiName])) entries[field.apiName] = entry;
  }
  return entries;
}

function isUnchanged(field: FieldDescription, entry: FieldEntry, value: StoredValue | undefined): boolean {
  // A box never ticked and a box unticked look the same.
  if (field.type === 'checkbox') return entry === String(value ?? false);
  if (value === undefined) return entry.length === 0;
  if (Array.isArray(value)) return JSON.stringify(entry) === JSON.stringify(value);
  const type = fieldType(field.type);
  if (entry === type.exportText(value, field.options)) return true;
  const parsed = type.parse(entry, field.options);
  return parsed.ok && parsed.value === value;
}
