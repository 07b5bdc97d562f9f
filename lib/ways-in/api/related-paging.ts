/** Pages of what hangs on a record: by token, or numbered, at most 200 a page. */
import { z } from 'zod';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import { invalidQuery } from './api-error';
import type { Call } from './endpoint';
import { namesIn } from './read-query';
import { openPage, type PageAsked, pageTokenSchema } from './records/page-token';

export const relatedQuery = z.object({
  fields: z.string().min(1).optional().describe('All when absent'),
  page: wholeNumber(1, 1000)
    .optional()
    .describe('1 when absent. Numbered pages shift when rows come and go; page_token does not'),
  per_page: wholeNumber(1, 200).optional().describe('200 when absent'),
  page_token: pageTokenSchema,
});

/** Which rows to read for a page of what is listed by falling ids, and how to answer with them. @throws as `openPage` */
export async function pageById(
  { ctx }: Call,
  asked: Asked,
  { per_page: perPage = 200, ...given }: PageAsked & { per_page?: number | undefined },
) {
  const page = openPage<Id>(await keysOfOrg(ctx.orgId), asked, given);
  return {
    reads: { ...(page.place && { before: page.place }), skip: page.skipped(perPage), limit: perPage + 1 },
    cut: <Row extends { id: Id }>(rows: readonly Row[]) => page.cut(rows, perPage, ({ id }) => id),
  };
}

/** Only the keys named, the id, and word of what does not open. */
export function pickKeys<Row extends object>(rows: readonly Row[], fields: string | undefined): Partial<Row>[] {
  if (!fields) return [...rows];
  const names = new Set([...namesIn(fields), 'id', '$integrity']);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => names.has(key))) as Partial<Row>);
}

/** @throws INVALID_QUERY */
export function assertKnown(fields: string | undefined, known: readonly string[]): void {
  const unknown = namesIn(fields ?? '').find((name) => !known.includes(name) && !name.startsWith('$'));
  if (unknown)
    throw invalidQuery('the field does not exist', { api_name: unknown.slice(0, 100), param_name: 'fields' });
}
