/** `/crm/v8/Notes`: the notes of all records, named in the body where one is written. */
import { z } from 'zod';
import { findNotedRecord, listEveryNote } from '@/lib/crm/notes/queries';
import { deleteNote } from '@/lib/crm/notes/write';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { isId } from '@/lib/platform/ids';
import { ApiError, invalidData } from '../api-error';
import { deleteEach } from '../delete-each';
import { type Endpoint, json, nothing } from '../endpoint';
import { notingRefusals } from '../noted';
import { readQuery } from '../read-query';
import { idsIn } from '../records/ids';
import { readRows } from '../records/incoming';
import { writeRows } from '../records/results';
import { relatedNeed } from '../related-need';
import { assertKnown, pageById, pickKeys, relatedQuery } from '../related-paging';
import { notesBody, notTaken } from './incoming';
import { NOTE_FIELDS, toApiNotes } from './note-json';
import { notesWithheld } from './withheld';
import { addNote, changeNote } from './write';

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
    const { rows, ignored: beside } = await readRows(call.request);
    return writeRows({ call, module: NO_MODULE, success: 201, ignored: beside }, rows, async (row) => {
      const ignored = notTaken(row, 'Parent_Id', 'se_module');
      return addNote(ctx, parentOf(row), row, ignored);
    });
  },
};

const listEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'List the notes of all records',
  need: relatedNeed('Notes', 'READ'),
  query: relatedQuery,
  answers: {
    200: 'RecordList',
    204: 'No notes',
    400: 'INVALID_QUERY: there are none but in modules whose notes do not leave here',
  },
  async run(call) {
    const { ctx } = call;
    const { fields, ...asked } = readQuery(relatedQuery, call.query);
    assertKnown(fields, NOTE_FIELDS);
    const page = await pageById(call, { list: 'api.every_note', by: null }, asked);
    const { notes, withheld } = await notingRefusals(call, { action: 'note.view' }, async () => {
      const read = await listEveryNote(ctx, { door: 'api', ...page.reads });
      // None that may leave is not the same as none.
      if (read.notes.length === 0 && read.withheld.length > 0) throw await notesWithheld(ctx, fields);
      return read;
    });
    if (notes.length === 0) return nothing();
    const { shown, info } = page.cut(notes);
    const told = withheld.length > 0 ? { ...info, withheld_modules: withheld } : info;
    return json({ data: pickKeys(await toApiNotes(ctx, shown), fields), info: told });
  },
};

const changeEndpoint: Endpoint = {
  method: 'put',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'Change notes',
  need: relatedNeed('Notes', 'UPDATE'),
  body: notesBody,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const { ctx, request } = call;
    const { rows, ignored: beside } = await readRows(request);
    return writeRows({ call, module: NO_MODULE, success: 200, ignored: beside }, rows, async (row) => {
      const ignored = notTaken(row, 'id');
      const { id: noteId } = Object(row) as { id?: unknown };
      if (noteId === undefined) {
        throw new ApiError(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'id' });
      }
      if (!isId(noteId)) throw invalidData('the id given seems to be invalid', { api_name: 'id' });
      const ref = await findNotedRecord(ctx, noteId);
      return changeNote(ctx, { ...ref, noteId }, row, ignored);
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
  async run(call) {
    return deleteEach(call, idsIn(readQuery(idsQuery, call.query).ids, 'ids'), async (noteId) =>
      deleteNote(call.ctx, { ...(await findNotedRecord(call.ctx, noteId)), noteId }),
    );
  },
};

export const notesOfAny: readonly Endpoint[] = [listEndpoint, createEndpoint, changeEndpoint, deleteEndpoint];
