import { z } from 'zod';
import { findVisibleRow } from '@/lib/crm/records/visible-row';
import { type Endpoint, json, modulesNeed, type RequestHead } from '../endpoint';
import { tagOf } from '../preconditions';
import { namesIn, readQuery } from '../read-query';
import { idOf, noSuchRecord } from './ids';
import { readSince } from './list';
import { toApiRecords } from './outgoing';
import { reading, recordLeft } from './reading';
import { everything, leftOf, select } from './selection';

const querySchema = z.object({ fields: z.string().min(1).optional().describe('All that may leave when absent') });

export const getEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}/{id}',
  tag: 'Records',
  summary: 'Get one record',
  need: modulesNeed('READ'),
  query: querySchema,
  answers: {
    200: 'RecordList',
    304: 'Not changed since If-Modified-Since, or as If-None-Match has it',
    404: 'No such record',
  },
  async run(call) {
    const { ctx } = call;
    const { fields } = readQuery(querySchema, call.query);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, module, metadata } = about;
      const id = idOf(call.params.id);
      const selection = fields ? select(metadata, ctx, module, namesIn(fields)) : everything(metadata, ctx, module);
      const row = await findVisibleRow(tx, ctx, module, id);
      if (!row) throw noSuchRecord();
      const headers = { ETag: tagOf(id, row.version) };
      if (isKnown(call.request, headers.ETag, row.modified_at)) return new Response(null, { status: 304, headers });
      await recordLeft(call, about, { rows: 1, ...leftOf(selection), recordId: id });
      const answer = json({ data: await toApiRecords(about, { rows: [row], selection }) });
      answer.headers.set('ETag', headers.ETag);
      return answer;
    });
  },
};

/** As HTTP has it: where a tag is sent, the time is not looked at. Times are to the second. */
function isKnown({ headers }: RequestHead, tag: string, modifiedAt: string): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) return tags.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  const since = readSince(headers.get('if-modified-since'));
  return since !== null && Math.floor(Date.parse(modifiedAt) / 1000) <= Math.floor(Date.parse(since) / 1000);
}
