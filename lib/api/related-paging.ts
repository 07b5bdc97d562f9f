/** Pages of what hangs on a record: by token, or numbered, at most 200 a page. */
import { z } from 'zod';
import type { Id } from '../ids';
import { keysOfOrg } from '../org-keys';
import type { Asked } from '../paging/page-token';
import { invalidQuery } from './api-error';
import type { Call } from './endpoint';
import { namesIn } from './read-query';
import { nextPage, pageTokenSchema, placeOf } from './records/page-token';

export const relatedQuery = z.object({
  fields: z.string().min(1).optional().describe('All when absent'),
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('1 when absent. Numbered pages shift when rows come and go; page_token does not'),
  per_page: z.coerce.number().int().min(1).max(200).optional().describe('200 when absent'),
  page_token: pageTokenSchema,
});

interface PageAsked {
  page?: number | undefined;
  per_page?: number | undefined;
  page_token?: string | undefined;
}

/** Which rows to read for a page of what is listed by falling ids, and how to answer with them. @throws as `placeOf` */
export async function pageById({ ctx }: Call, asked: Asked, { page: number, per_page, page_token }: PageAsked) {
  const keys = await keysOfOrg(ctx.orgId);
  const perPage = per_page ?? 200;
  const given = placeOf<Id>(keys, asked, page_token);
  const page = given?.page ?? number ?? 1;
  return {
    reads: { ...(given ? { before: given.place } : { skip: (page - 1) * perPage }), limit: perPage + 1 },
    /** Cuts the page out of rows of which one more than the page was read. */
    cut<Row extends { id: Id }>(rows: readonly Row[]) {
      const shown = rows.slice(0, perPage);
      const more_records = rows.length > perPage;
      const next = nextPage(keys, asked, more_records ? shown.at(-1)?.id : null, page);
      return { shown, info: { per_page: perPage, count: shown.length, page, more_records, ...next } };
    },
  };
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
