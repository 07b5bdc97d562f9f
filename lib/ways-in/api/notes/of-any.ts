/** `/crm/v8/Notes`: the notes of all records, named in the body where one is written. */
import { z } from 'zod';
import { findNotedRecord, listEveryNote } from '@/lib/crm/notes/queries';
import { deleteNote } from '@/lib/crm/notes/write';
import { deleteEach } from '../delete-each';
import { type Endpoint, json, nothing } from '../endpoint';
import { notingRefusals } from '../noted';
import { readQuery } from '../read-query';
import { idsIn } from '../records/ids';
import { writeRows } from '../records/results';
import { besideRows } from '../records/rows';
import { relatedNeed } from '../related-need';
import { assertKnown, pageById, pickKeys, relatedQuery } from '../related-paging';
import {
  changedContentOf,
  type NewNotesOf,
  type NoteParts,
  newContentOf,
  newNotesOfBody,
  noteIn,
  notePartsBody,
  notTaken,
  parentOf,
} from './incoming';
import { NOTE_FIELDS, toApiNotes } from './note-json';
import { notesWithheld } from './withheld';
import { addNote, changeNote } from './write';

const createEndpoint: Endpoint<NewNotesOf> = {
  method: 'post',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'Add notes to records',
  need: relatedNeed('Notes', 'CREATE'),
  body: newNotesOfBody,
  answers: { 201: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const { ctx } = call;
    const body = await call.body();
    return writeRows({ call, module: NO_MODULE, success: 201, ignored: besideRows(body) }, body.data, async (row) => {
      const note = noteIn(row);
      return addNote(ctx, parentOf(note), newContentOf(note), notTaken(note, 'Parent_Id', 'se_module'));
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

const changeEndpoint: Endpoint<NoteParts> = {
  method: 'put',
  path: '/crm/v8/Notes',
  tag: 'Notes',
  summary: 'Change notes',
  need: relatedNeed('Notes', 'UPDATE'),
  body: notePartsBody,
  answers: { 200: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const { ctx } = call;
    const body = await call.body();
    return writeRows({ call, module: NO_MODULE, success: 200, ignored: besideRows(body) }, body.data, async (row) => {
      const note = noteIn(row);
      const ignored = notTaken(note, 'id');
      const ref = await findNotedRecord(ctx, note.id);
      return changeNote(ctx, { ...ref, noteId: note.id }, changedContentOf(note), ignored);
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
