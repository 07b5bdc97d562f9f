/** `/crm/v8/Notes`: notes added by naming their record in the body, and several deleted at once. */
import { z } from 'zod';
import { isId } from '../../ids';
import { findNotedRecord } from '../../notes/queries';
import { createNote, deleteNote } from '../../notes/write';
import type { RecordRef } from '../../records/record-access';
import { ApiError, invalidData } from '../api-error';
import { type Endpoint, json } from '../endpoint';
import { errorAnswer } from '../error-answer';
import { readQuery } from '../read-query';
import { idsIn } from '../records/ids';
import { readRows } from '../records/incoming';
import { writeRows } from '../records/results';
import { relatedNeed } from '../related-need';
import { notesBody, readNote } from './incoming';

const parentSchema = z.object({
  id: z.custom<string>((id) => isId(String(id))).transform(String),
  module: z.union([z.string(), z.object({ api_name: z.string() }).transform(({ api_name }) => api_name)]).optional(),
});

/** As Zoho CRM writes it: `Parent_Id: {module: {api_name}, id}`, or an id beside `se_module`. */
function parentOf(row: unknown): RecordRef {
  const { Parent_Id: given, se_module: module } = Object(row) as Record<string, unknown>;
  if (given === undefined) {
    throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'Parent_Id' });
  }
  const parent = parentSchema.safeParse(typeof given === 'object' ? given : { id: given });
  const name = parent.data?.module ?? (typeof module === 'string' ? module : undefined);
  if (!parent.success || !name) throw invalidData('invalid data', { api_name: 'Parent_Id' });
  return { module: name, recordId: parent.data.id };
}

const createEndpoint: Endpoint = {
  method: 'post',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'Add notes to records',
  need: relatedNeed('Notes', 'CREATE'),
  body: notesBody,
  answers: { 201: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const { ctx } = call;
    const { rows } = await readRows(call.request);
    return writeRows({ ctx, module: NO_MODULE, success: 201 }, rows, async (row) => {
      const { id, at } = await createNote(ctx, { ...parentOf(row), ...readNote(row) });
      const [createdBy, createdAt] = [ctx.actor.id, new Date(at)];
      return { id, createdAt, createdBy, modifiedAt: createdAt, modifiedBy: createdBy, message: 'record added' };
    });
  },
};

/** Notes have no fields of metadata that an error could tell more of. */
const NO_MODULE = { fields: [] };

const idsQuery = z.object({ ids: z.string().min(1).describe('At most 100, with commas between') });

const deleteEndpoint: Endpoint = {
  method: 'delete',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'Delete notes',
  need: relatedNeed('Notes', 'DELETE'),
  query: idsQuery,
  answers: { 200: 'WriteResult', 207: 'WriteResult' },
  async run({ ctx, query }) {
    const ids = idsIn(readQuery(idsQuery, query).ids, 'ids');
    const data: { status: string }[] = [];
    for (const noteId of ids) {
      try {
        await deleteNote(ctx, { ...(await findNotedRecord(ctx, noteId)), noteId });
        data.push({ ...DELETED, ...{ details: { id: noteId } } });
      } catch (error) {
        const { body } = errorAnswer(error, ctx.requestId);
        data.push({ ...body, ...{ details: { ...body.details, id: noteId } } });
      }
    }
    const isWhole = data.every(({ status }) => status === 'success');
    return json({ data }, isWhole ? 200 : 207);
  },
};

const DELETED = { code: 'SUCCESS', message: 'record deleted', status: 'success' };

export const notesOfAny: readonly Endpoint[] = [createEndpoint, deleteEndpoint];
