import { z } from 'zod';
import { countRows } from '../../records/list-rows';
import { queryWhere } from '../../records/where';
import { type Endpoint, json, modulesNeed, nothing } from '../endpoint';
import { namesIn, readQuery } from '../read-query';
import { toApiRecords } from './outgoing';
import { pageOf, pagingSchema, sortSchema } from './paging';
import { reading, recordLeft } from './reading';
import { assertSearching, searchQuery, searchSchema } from './searching';
import { everything, leftOf, select } from './selection';

const querySchema = z.object({
  fields: z.string().min(1).optional(),
  ...searchSchema.shape,
  ...sortSchema.shape,
  ...pagingSchema.shape,
});

const searchEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}/search',
  tag: 'Records',
  summary: 'Search records',
  need: modulesNeed('READ'),
  query: querySchema,
  answers: { 200: 'RecordList', 204: 'Nothing found' },
  async run(call) {
    const { ctx } = call;
    const asked = readQuery(querySchema, call.query);
    assertSearching(asked);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, module, metadata, fields } = about;
      const selection = asked.fields
        ? select(metadata, ctx, module, namesIn(asked.fields))
        : everything(metadata, ctx, module);
      const query = await searchQuery(about, asked);
      if (!query) return nothing();
      const { rows, info } = await pageOf(tx, fields, query, asked, asked);
      await recordLeft(call, about, { rows: rows.length, ...leftOf(selection), searched: query.searched });
      if (rows.length === 0) return nothing();
      return json({ data: await toApiRecords(tx, ctx, module, rows, selection), info });
    });
  },
};

/** Counting further would take longer than an answer may. */
const MOST_COUNTED = 5_000_000;

const countEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}/actions/count',
  tag: 'Records',
  summary: 'Count records',
  need: modulesNeed('READ'),
  query: searchSchema,
  answers: { 200: 'Count' },
  async run(call) {
    const asked = readQuery(searchSchema, call.query);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, ctx, module, fields } = about;
      const all = Object.keys(asked).length === 0;
      const query = all ? await queryWhere(tx, ctx, module, fields, null) : await searchQuery(about, asked);
      const { records } = query ? await countRows(tx, query, MOST_COUNTED) : { records: 0 };
      if (query) await recordLeft(call, about, { rows: records, opened: [], searched: query.searched });
      return json({ count: records });
    });
  },
};

export const searchEndpoints: readonly Endpoint[] = [searchEndpoint, countEndpoint];
