/** Pages of a list as Zoho CRM numbers them, on top of keyset paging. */
import { z } from 'zod';
import type { Tx } from '../../db/transaction';
import type { Id } from '../../ids';
import { type ListSort, planSort } from '../../records/cursor';
import type { ListField } from '../../records/list-fields';
import type { ListQuery } from '../../records/list-query';
import { readPage } from '../../records/list-rows';
import type { RecordRow } from '../../records/serialize';
import { ApiError, invalidData, invalidQuery } from '../api-error';
import { readPageToken, writePageToken } from './page-token';

export const pagingSchema = z.object({
  page: z.coerce.number().int().min(1).optional().describe('1 when absent; up to the 2,000th record'),
  per_page: z.coerce.number().int().min(1).max(200).optional().describe('200 when absent'),
  page_token: z.string().max(200).optional().describe('next_page_token of the page before'),
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

/** Reads a page of a query. @throws DISCRETE_PAGINATION_LIMIT_EXCEEDED past the 2,000th record without a token. */
export async function pageOf(
  tx: Tx,
  fields: readonly ListField[],
  query: ListQuery,
  paging: Paging,
  sorting: Sorting,
): Promise<{ rows: RecordRow[]; info: Info }> {
  const perPage = paging.per_page ?? 200;
  const place = paging.page_token ? readPageToken(paging.page_token) : null;
  const page = place?.page ?? paging.page ?? 1;
  const skip = place ? 0 : (page - 1) * perPage;
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
  const order = sorting.sort_order ?? 'desc';
  const plan = planSort(tx, fields, sortOf(fields, sorting.sort_by, order));
  const read = await readPage(tx, query, plan, { perPage: skip + perPage, ...(place && { after: place.after }) });
  if (place && read.startedOver)
    throw invalidData('the record that the page token names is gone', { param_name: 'page_token' });
  const rows = read.rows.slice(skip);
  const last: Id | undefined = rows.at(-1)?.id;
  const next = read.hasNext && last ? writePageToken({ after: last, page: page + 1 }) : null;
  return {
    rows,
    info: {
      per_page: perPage,
      count: rows.length,
      page,
      sort_by: sorting.sort_by ?? 'id',
      sort_order: order,
      more_records: read.hasNext,
      next_page_token: next?.token ?? null,
      previous_page_token: null,
      page_token_expiry: next?.expiry ?? null,
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
