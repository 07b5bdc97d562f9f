import { z } from 'zod';
import { type Edge, type ListSort, planSort } from '@/lib/crm/records/cursor';
import type { ListQuery } from '@/lib/crm/records/list-query';
import { countRows, type RowPage, readPage } from '@/lib/crm/records/list-rows';
import type { RecordRow } from '@/lib/crm/records/serialize';
import { queryWhere } from '@/lib/crm/records/where';
import type { Tx } from '@/lib/platform/db/transaction';
import { ApiError, invalidData } from '../api-error';
import { type Call, type Endpoint, type JsonBody, json, nothing } from '../endpoint';
import { issuePath } from '../issue-path';
import { toApiRecords } from '../records/outgoing';
import { type Reading, reading, recordLeft } from '../records/reading';
import { protectedIn, select } from '../records/selection';
import { requireScope } from '../require-scope';
import { type CoqlQuery, MOST_ROWS, parseCoql } from './parse';
import { comparedField, whereOf } from './where-of';

const bodySchema = z.strictObject({ select_query: z.string().min(1) });

const body: JsonBody<z.output<typeof bodySchema>> = {
  schema: bodySchema,
  refusal([issue]) {
    const name = String(issuePath(issue).at(-1) ?? 'select_query').slice(0, 100);
    if (name !== 'select_query') return invalidData('the member is not known', { api_name: name });
    return new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'select_query' });
  },
};

const coqlEndpoint: Endpoint<z.output<typeof bodySchema>> = {
  method: 'post',
  path: '/crm/v8/coql',
  tag: 'COQL',
  summary: 'Read records by a query',
  need: () => ({ area: 'coql', act: 'READ' }),
  body,
  reads: true,
  answers: { 200: 'RecordList', 204: 'Nothing found' },
  async run(call) {
    const { select_query } = await call.body();
    const query = parseCoql(select_query);
    requireScope(call, { area: 'modules', act: 'READ', module: query.module });
    return reading(call, query.module, (about) => {
      call.params.module = query.module;
      return answer(call, about, query);
    });
  },
};

async function answer(call: Call, about: Reading, asked: CoqlQuery): Promise<Response> {
  const { tx, ctx, module, metadata, fields } = about;
  const selection = select(metadata, ctx, module, asked.select === 'count' ? [] : asked.select);
  const sort = sortOf(about, asked);
  const where = asked.where && whereOf(about, asked.where);
  const query = await queryWhere(tx, ctx, { module, fields }, where);
  if (asked.select === 'count') return counted(call, about, query);
  const { rows, more } = await rowsOf(about, query, sort, asked);
  await recordLeft(call, about, { rows: rows.length, opened: protectedIn(selection), searched: query.searched });
  if (rows.length === 0) return nothing();
  const data = await toApiRecords(about, { rows, selection });
  return json({ data, info: { count: rows.length, more_records: more } });
}

/** The id's order is the order of making. */
function sortOf(about: Reading, { order }: CoqlQuery): ListSort {
  if (!order) return { field: 'Created_Time', order: 'asc' };
  const field = order.field === 'id' ? 'Created_Time' : comparedField(about, order.field).apiName;
  return { field, order: order.order };
}

const MOST_COUNTED = 5_000_000;

async function counted(call: Call, about: Reading, query: ListQuery): Promise<Response> {
  const { records, more } = await countRows(about.tx, query, MOST_COUNTED);
  await recordLeft(call, about, { rows: records, opened: [], searched: query.searched });
  return json({ data: [{ 'count(id)': records }], info: { count: 1, more_records: more } });
}

/** Rows that are skipped are read in pages, so that memory stays that of one. */
async function rowsOf(
  { tx, fields }: { tx: Tx; fields: Reading['fields'] },
  query: ListQuery,
  sort: ListSort,
  { offset, limit }: CoqlQuery,
): Promise<{ rows: RecordRow[]; more: boolean }> {
  if (limit === 0) return { rows: [], more: false };
  const plan = planSort(tx, fields, sort);
  let edge: Edge | null = null;
  for (let skip = offset; skip > 0; ) {
    const perPage = Math.min(skip, MOST_ROWS);
    const page: RowPage = await readPage(tx, query, plan, { edge, perPage });
    edge = page.last;
    skip -= perPage;
    if (!page.hasNext || !edge) return { rows: [], more: false };
  }
  const page = await readPage(tx, query, plan, { edge, perPage: limit });
  return { rows: page.rows, more: page.hasNext };
}

export const coqlEndpoints: readonly Endpoint[] = [coqlEndpoint];
