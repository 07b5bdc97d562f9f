import { z } from 'zod';
import { allOf } from '@/lib/crm/records/condition';
import { convertedLeft, isConverted } from '@/lib/crm/records/conversion/converted';
import { LEADS } from '@/lib/crm/records/conversion/targets';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListQuery } from '@/lib/crm/records/list-query';
import { queryWhere, type Where } from '@/lib/crm/records/where';
import { listViews } from '@/lib/crm/views/queries';
import { invalidData } from '../api-error';
import { type Call, type Endpoint, json, modulesNeed, nothing } from '../endpoint';
import { namesIn, readQuery } from '../read-query';
import { idsIn } from './ids';
import { toApiRecords } from './outgoing';
import { pageOf, pagingSchema, sortSchema } from './paging';
import { type Reading, reading, recordLeft } from './reading';
import { assertOrderLeaves, leftOf, select } from './selection';

const querySchema = z.object({
  fields: z.string().min(1).describe('API names, at most 50, with commas between'),
  ids: z.string().optional().describe('Only these records, at most 100'),
  cvid: z.string().optional().describe('Only what a saved view shows'),
  converted: z.enum(['true', 'false', 'both']).optional().describe('Of Leads: those that are converted'),
  ...sortSchema.shape,
  ...pagingSchema.shape,
});

export const listEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}',
  tag: 'Records',
  summary: 'List records',
  need: modulesNeed('READ'),
  query: querySchema,
  answers: { 200: 'RecordList', 204: 'Nothing found', 304: 'Nothing changed since If-Modified-Since' },
  async run(call) {
    const { ctx } = call;
    const moduleName = call.params.module as string;
    const asked = readQuery(querySchema, call.query);
    const since = readSince(call.request.headers.get('if-modified-since'));
    const view = asked.cvid ? await filtersOfView(call, moduleName, asked.cvid) : [];
    return reading(call, moduleName, async (about) => {
      const { tx, module, metadata, fields } = about;
      assertOrderLeaves(about, asked.sort_by);
      const selection = select(metadata, ctx, module, namesIn(asked.fields));
      const where: Where[] = [...view];
      if (since) where.push({ field: 'Modified_Time', operator: 'greater_equal', value: since });
      const found = withIds(await queryWhere(tx, ctx, { module, fields }, { all: where }), asked.ids, about);
      const query = withConverted(found, asked.converted ?? 'false', about);
      const by = { ids: asked.ids, cvid: asked.cvid, since, converted: asked.converted };
      const { rows, info } = await pageOf(tx, fields, { query, list: 'api.records', by }, asked);
      await recordLeft(call, about, { rows: rows.length, ...leftOf(selection), searched: query.searched });
      if (rows.length === 0) return since ? new Response(null, { status: 304 }) : nothing();
      return json({ data: await toApiRecords(about, { rows, selection }), info });
    });
  },
};

function withIds(query: ListQuery, ids: string | undefined, { tx }: Pick<Reading, 'tx'>): ListQuery {
  if (ids === undefined) return query;
  return { ...query, where: tx.sql`${query.where} and id = any(${idsIn(ids, 'ids')}::bigint[])` };
}

/** Leads that are converted are left out, unless a program asks for them. */
function withConverted(query: ListQuery, asked: 'true' | 'false' | 'both', { tx, module }: Reading): ListQuery {
  if (asked === 'both') return query;
  if (asked === 'true') {
    const converted = module.apiName === LEADS ? isConverted(tx) : tx.sql`false`;
    return { ...query, where: tx.sql`${query.where} and ${converted}` };
  }
  const left = convertedLeft(tx, module);
  return left.length === 0 ? query : { ...query, where: allOf(tx, [query.where, ...left]) };
}

/** @throws INVALID_DATA */
export function readSince(header: string | null): string | null {
  if (header === null) return null;
  const ms = Date.parse(header);
  if (Number.isNaN(ms)) throw invalidData('the date is not valid', { header_name: 'If-Modified-Since' });
  return new Date(ms).toISOString();
}

async function filtersOfView(call: Call, moduleName: string, id: string): Promise<ListFilter[]> {
  const view = (await listViews(call.ctx, moduleName)).find((one) => one.id === id);
  if (!view) throw invalidData('the view does not exist', { param_name: 'cvid' });
  return view.definition.filters;
}
