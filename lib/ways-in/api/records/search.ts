import { z } from 'zod';
import { countRows } from '@/lib/crm/records/list-rows';
import { queryWhere } from '@/lib/crm/records/where';
import { type Call, type Endpoint, json, modulesNeed, nothing } from '../endpoint';
import { namesIn, readQuery } from '../read-query';
import { toApiRecords } from './outgoing';
import { pageOf, pagingSchema, sortSchema } from './paging';
import { parametersBody } from './parameters-body';
import { reading, recordLeft } from './reading';
import { assertSearching, type Searching, searchQuery, searchSchema } from './searching';
import { assertOrderLeaves, everything, leftOf, select } from './selection';

const querySchema = z.object({
  fields: z.string().min(1).optional(),
  ...searchSchema.shape,
  ...sortSchema.shape,
  ...pagingSchema.shape,
});

const queryBody = parametersBody(querySchema.strict());
const searchBody = parametersBody(searchSchema.strict());

/** Each search in two forms: Zoho's own, with its parameters in the address, and ours, with the same in the body. */
const SEARCH = { path: '/crm/v8/{module}/search', tag: 'Records', need: modulesNeed('READ') };
const COUNT = { path: '/crm/v8/{module}/actions/count', tag: 'Records', need: modulesNeed('READ') };
const SEARCH_ANSWERS = { 200: 'RecordList', 204: 'Nothing found' };

const searchByAddress: Endpoint = {
  ...SEARCH,
  method: 'get',
  summary: 'Search records; not by protected fields, whose values do not belong in an address',
  query: querySchema,
  answers: SEARCH_ANSWERS,
  run: (call) => search(call, readQuery(querySchema, call.query)),
};

const searchByBody: Endpoint<z.output<typeof querySchema>> = {
  ...SEARCH,
  method: 'post',
  summary: 'Search records, by protected fields too',
  body: queryBody,
  reads: true,
  answers: SEARCH_ANSWERS,
  run: async (call) => search(call, await call.body()),
};

const countByAddress: Endpoint = {
  ...COUNT,
  method: 'get',
  summary: 'Count records; not by protected fields, whose values do not belong in an address',
  query: searchSchema,
  answers: { 200: 'Count' },
  run: (call) => count(call, readQuery(searchSchema, call.query)),
};

const countByBody: Endpoint<Searching> = {
  ...COUNT,
  method: 'post',
  summary: 'Count records, by protected fields too',
  body: searchBody,
  reads: true,
  answers: { 200: 'Count' },
  run: async (call) => count(call, await call.body()),
};

export const searchEndpoints: readonly Endpoint[] = [searchByAddress, searchByBody, countByAddress, countByBody];

async function search(call: Call, asked: z.output<typeof querySchema>): Promise<Response> {
  const { ctx } = call;
  assertSearching(asked);
  return reading(call, call.params.module as string, async (about) => {
    const { tx, module, metadata, fields } = about;
    assertOrderLeaves(about, asked.sort_by);
    const selection = asked.fields
      ? select(metadata, ctx, module, namesIn(asked.fields))
      : everything(metadata, ctx, module);
    const query = await searchQuery(call, about, asked);
    if (!query) return nothing();
    const { criteria, email, phone, word } = asked;
    const chosen = { query, list: 'api.search', by: { criteria, email, phone, word } } as const;
    const { rows, info } = await pageOf(tx, fields, chosen, asked);
    await recordLeft(call, about, { rows: rows.length, ...leftOf(selection), searched: query.searched });
    if (rows.length === 0) return nothing();
    return json({ data: await toApiRecords(about, { rows, selection }), info });
  });
}

/** Counting further would take longer than an answer may. */
const MOST_COUNTED = 5_000_000;

async function count(call: Call, asked: Searching): Promise<Response> {
  return reading(call, call.params.module as string, async (about) => {
    const { tx, ctx, module, fields } = about;
    const all = Object.keys(asked).length === 0;
    if (!all) assertSearching(asked);
    const query = all ? await queryWhere(tx, ctx, { module, fields }, null) : await searchQuery(call, about, asked);
    const { records } = query ? await countRows(tx, query, MOST_COUNTED) : { records: 0 };
    if (query) await recordLeft(call, about, { rows: records, opened: [], searched: query.searched });
    return json({ count: records });
  });
}
