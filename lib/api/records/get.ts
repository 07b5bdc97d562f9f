import { z } from 'zod';
import { findVisibleRow } from '../../records/visible-row';
import { type Endpoint, json, modulesNeed } from '../endpoint';
import { namesIn, readQuery } from '../read-query';
import { idOf, noSuchRecord } from './ids';
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
  answers: { 200: 'RecordList', 404: 'No such record' },
  async run(call) {
    const { ctx } = call;
    const { fields } = readQuery(querySchema, call.query);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, module, metadata } = about;
      const id = idOf(call.params.id);
      const selection = fields ? select(metadata, ctx, module, namesIn(fields)) : everything(metadata, ctx, module);
      const row = await findVisibleRow(tx, ctx, module, id);
      if (!row) throw noSuchRecord();
      await recordLeft(call, about, { rows: 1, ...leftOf(selection), recordId: id });
      return json({ data: await toApiRecords(tx, ctx, module, [row], selection) });
    });
  },
};
