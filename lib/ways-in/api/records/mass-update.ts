import { z } from 'zod';
import { findField } from '@/lib/crm/modules/definition';
import { type Id, isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { type Endpoint, modulesNeed } from '../endpoint';
import { expectedIn } from '../preconditions';
import { readRow, readRows } from './incoming';
import { writeRows } from './results';
import { moduleFor, updateRow } from './write';

const bodySchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())).length(1),
  ids: z.array(z.string()).min(1).max(500),
  over_write: z.literal(true).optional(),
});

const MOST_IDS = 500;

export const massUpdateEndpoint: Endpoint = {
  method: 'post',
  path: '/crm/v8/{module}/actions/mass_update',
  tag: 'Records',
  summary: 'Give many records the same values',
  conditional: true,
  need: modulesNeed('UPDATE'),
  body: bodySchema,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const module = await moduleFor(call);
    const expected = expectedIn(call.request);
    const { rows, body, ignored } = await readRows(call.request, [
      'ids',
      'over_write',
      'cvid',
      'territory',
      'criteria',
    ]);
    if (rows.length > 1) throw new ApiError(400, 'LIMIT_EXCEEDED', 'send one row of values', { limit: 1 });
    if (body.cvid !== undefined || body.territory !== undefined || body.criteria !== undefined) {
      throw new ApiError(400, 'NOT_SUPPORTED', 'name the records by their ids');
    }
    // "Only where it is empty" would tell of a value that the asker may not read whether it is there.
    if (body.over_write === false) throw new ApiError(400, 'NOT_SUPPORTED', 'over_write false is not supported');
    const ids = readIds(body.ids);
    const row = readRow(module, rows[0]);
    const unfit = Object.keys(row.values).find((name) => findField(module, name)?.unique);
    if (row.id) throw invalidData('the records stand in ids', { api_name: 'id' });
    if (unfit) throw invalidData('a unique field cannot be given to many records', { api_name: unfit });
    return writeRows({ call, module, success: 200, ignored }, ids, (id) =>
      updateRow(call.ctx, module, { ...row, id: id as Id }, expected),
    );
  },
};

function readIds(given: unknown): Id[] {
  if (!Array.isArray(given) || given.length === 0 || !given.every(isId)) {
    throw invalidData('ids must be a list of ids', { api_name: 'ids', json_path: '$.ids' });
  }
  if (given.length > MOST_IDS) throw new ApiError(400, 'LIMIT_EXCEEDED', 'too many ids', { limit: MOST_IDS });
  return [...new Set(given)];
}
