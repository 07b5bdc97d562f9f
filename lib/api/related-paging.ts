/** Pages of what hangs on a record: numbered, at most 200 a page. */
import { z } from 'zod';
import { invalidQuery } from './api-error';
import { namesIn } from './read-query';

export const relatedQuery = z.object({
  fields: z.string().min(1).optional().describe('All when absent'),
  page: z.coerce.number().int().min(1).max(1000).optional().describe('1 when absent'),
  per_page: z.coerce.number().int().min(1).max(200).optional().describe('200 when absent'),
});

/** Cuts one page out of rows of which one more than the page was read. */
export function pageInfo<Row>(rows: readonly Row[], page: number, perPage: number) {
  const shown = rows.slice(0, perPage);
  const info = { per_page: perPage, count: shown.length, page, more_records: rows.length > perPage };
  return { shown, info };
}

/** Only the keys named, and the id. @throws INVALID_QUERY for a name that is none of them. */
export function pickKeys<Row extends object>(rows: readonly Row[], fields: string | undefined): Partial<Row>[] {
  if (!fields) return [...rows];
  const names = new Set([...namesIn(fields), 'id']);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => names.has(key))) as Partial<Row>);
}

/** @throws INVALID_QUERY */
export function assertKnown(fields: string | undefined, known: readonly string[]): void {
  const unknown = namesIn(fields ?? '').find((name) => !known.includes(name) && !name.startsWith('$'));
  if (unknown)
    throw invalidQuery('the field does not exist', { api_name: unknown.slice(0, 100), param_name: 'fields' });
}
