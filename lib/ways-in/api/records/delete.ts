import { z } from 'zod';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { ApiError } from '../api-error';
import { type Call, type Endpoint, json, modulesNeed } from '../endpoint';
import { errorAnswer } from '../error-answer';
import { expectedIn } from '../preconditions';
import { readQuery } from '../read-query';
import { idOf, idsIn } from './ids';
import { moduleFor } from './write';

const querySchema = z.object({ ids: z.string().describe('At most 100') });

const deleteMany: Endpoint = {
  method: 'delete',
  path: '/crm/v8/{module}',
  tag: 'Records',
  summary: 'Move records to the recycle bin',
  conditional: true,
  need: modulesNeed('DELETE'),
  query: querySchema,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult', 412: 'WriteResult' },
  async run(call) {
    await moduleFor(call);
    return deleteEach(call, idsIn(readQuery(querySchema, call.query).ids, 'ids'));
  },
};

const deleteOne: Endpoint = {
  method: 'delete',
  path: '/crm/v8/{module}/{id}',
  tag: 'Records',
  summary: 'Move a record to the recycle bin',
  conditional: true,
  need: modulesNeed('DELETE'),
  answers: { 200: 'WriteResult', 404: 'No such record', 412: 'WriteResult' },
  async run(call) {
    await moduleFor(call);
    return deleteEach(call, [idOf(call.params.id)]);
  },
};

export const deleteEndpoints: readonly Endpoint[] = [deleteMany, deleteOne];

async function deleteEach(call: Call, ids: readonly Id[]): Promise<Response> {
  const data: unknown[] = [];
  const expected = expectedIn(call.request);
  let [deleted, stale] = [0, 0];
  for (const id of ids) {
    try {
      const request = { module: call.params.module as string, ids: [id] };
      await deleteRecords(call.ctx, request, { expected: expected(id) });
      data.push({ code: 'SUCCESS', details: { id }, message: 'record deleted', status: 'success' });
      deleted += 1;
    } catch (error) {
      const { status, body } = errorAnswer(noSuchId(error, id), call.ctx.requestId);
      if (status === 412) stale += 1;
      data.push({ ...body, details: { ...body.details, id } });
    }
  }
  if (stale === ids.length) return json({ data }, 412);
  return json({ data }, deleted === ids.length ? 200 : deleted === 0 ? 202 : 207);
}

function noSuchId(error: unknown, id: Id): unknown {
  if (!(error instanceof CareledgerError) || error.code !== 'not_found') return error;
  return new ApiError(400, 'INVALID_DATA', 'the id given seems to be invalid', { id });
}
