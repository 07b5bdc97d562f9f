/** Pages of a list as Zoho CRM numbers them, on top of keyset paging. */
import { z } from 'zod';
import { type ListSort, planSort } from '@/lib/crm/records/cursor';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { ListQuery } from '@/lib/crm/records/list-query';
import type { RecordRow } from '@/lib/crm/records/serialize';
import { readOnwards, type WalkPlace } from '@/lib/crm/records/walk';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import { ApiError, invalidQuery } from '../api-error';
import { openPage, pageTokenSchema } from './page-token';

export const pagingSchema = z.object({
  page: wholeNumber(1).optional().describe('1 when absent; up to the 2,000th record'),
  per_page: wholeNumber(1, 200).optional().describe('200 when absent'),
  page_token: pageTokenSchema,
});
export type Paging = z.infer<typeof pagingSchema>;

export const sortSchema = z.object({
  sort_by: z.string().max(100).optional().describe('id, Created_Time, Modified_Time or a sortable field'),
  sort_order: z.enum(['asc', 'desc']).optional().describe('desc when absent'),
});
export type Sorting = z.infer<typeof sortSchema>;

const MOST_WITHOUT_TOKEN = 2000;

export interface Info {
  per_page: number;
  count: number;
  page: number;
  sort_by: string;
  sort_order: 'asc' | 'desc';
  more_records: boolean;
  next_page_token: string | null;
  previous_page_token: string | null;
  page_token_expiry: string | null;
}

/** A list, and by what its rows were chosen; the order is added to it here. */
export interface ChosenRows extends Asked {
  query: ListQuery;
}

/**
 * Reads a page of a query.
 * @throws DISCRETE_PAGINATION_LIMIT_EXCEEDED past the 2,000th record without a token; as `openPage`
 */
export async function pageOf(
  tx: Tx,
  fields: readonly ListField[],
  { query, list, by }: ChosenRows,
  paging: Paging & Sorting,
): Promise<{ rows: RecordRow[]; info: Info }> {
  const { sort_by } = paging;
  const perPage = paging.per_page ?? 200;
  const order = paging.sort_order ?? 'desc';
  const asked: Asked = { list, by: [query.module.id, by, sort_by ?? 'id', order] };
  const { page, place, skipped, next: nextBehind } = openPage<WalkPlace>(await keysOf(tx), asked, paging);
  const skip = skipped(perPage);
  if (skip + (place ? 0 : perPage) > MOST_WITHOUT_TOKEN && skip > 0) {
    throw new ApiError(
      400,
      'DISCRETE_PAGINATION_LIMIT_EXCEEDED',
      'use page_token to read past the first 2,000 records',
      {
        limit: MOST_WITHOUT_TOKEN,
        param_name: 'page',
      },
    );
  }
  const plan = planSort(tx, fields, sortOf(fields, sort_by, order));
  const { rows: read, next } = await readOnwards(tx, query, plan, { place, page, perPage: skip + perPage });
  const rows = read.slice(skip);
  return {
    rows,
    info: {
      per_page: perPage,
      count: rows.length,
      page,
      sort_by: sort_by ?? 'id',
      sort_order: order,
      more_records: next !== null,
      previous_page_token: null,
      ...nextBehind(next),
    },
  };
}

/** The id's order is the order of making. */
function sortOf(fields: readonly ListField[], sortBy: string | undefined, order: 'asc' | 'desc'): ListSort {
  if (!sortBy || sortBy === 'id') return { field: 'Created_Time', order };
  if (!fields.some(({ apiName }) => apiName === sortBy)) {
    throw invalidQuery('the field does not exist', { api_name: sortBy, param_name: 'sort_by' });
  }
  return { field: sortBy, order };
}
