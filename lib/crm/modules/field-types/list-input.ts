export const LIST_SEPARATOR = ';';

/** The members of a list (JSON, form), or of one text with semicolons between (CSV, as Zoho CRM writes them). */
export function listOf(input: unknown): readonly unknown[] {
  if (typeof input === 'string') return input.split(LIST_SEPARATOR);
  return Array.isArray(input) ? input : [input];
}

/** Equal for the same members in any order. */
export function normaliseList(values: readonly string[]): string {
  return JSON.stringify([...new Set(values)].sort());
}
