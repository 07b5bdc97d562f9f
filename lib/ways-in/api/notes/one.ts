/** One note, by the path of its record or by its own. */
import { findNotedRecord, getNote } from '@/lib/crm/notes/queries';
import { deleteNote } from '@/lib/crm/notes/write';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { type Call, type Endpoint, json } from '../endpoint';
import { notingRefusals } from '../noted';
import { readQuery } from '../read-query';
import { idOf } from '../records/ids';
import { writeRows } from '../records/results';
import { besideRows } from '../records/rows';
import { moduleFor } from '../records/write';
import { relatedNeed } from '../related-need';
import { assertKnown, pickKeys, relatedQuery } from '../related-paging';
import { changedContentOf, noteIn, notTaken, type OneNote, oneNoteBody } from './incoming';
import { NOTE_FIELDS, toApiNotes } from './note-json';
import { refOf } from './of-record';
import { changeNote } from './write';

type NoteRef = RecordRef & { noteId: string };

/** Where the path names no record, the note tells it; the module is noted as if the path had named it. */
async function noteRefOf(call: Call): Promise<NoteRef> {
  const noteId = idOf(call.params.noteId);
  if (call.params.module) {
    await moduleFor(call);
    return { ...refOf(call), noteId };
  }
  const ref = await findNotedRecord(call.ctx, noteId);
  call.params.module = ref.module;
  return { ...ref, noteId };
}

const getQuery = relatedQuery.pick({ fields: true });

async function get(call: Call): Promise<Response> {
  const { fields } = readQuery(getQuery, call.query);
  assertKnown(fields, NOTE_FIELDS);
  const { noteId, ...ref } = await noteRefOf(call);
  const about = { action: 'note.view', ...ref, subjectId: noteId } as const;
  const note = await notingRefusals(call, about, () => getNote(call.ctx, { noteId, ...ref }, 'api'));
  return json({ data: pickKeys(await toApiNotes(call.ctx, [{ ...note, ...ref }]), fields) });
}

async function change(call: Call<OneNote>): Promise<Response> {
  const { ctx } = call;
  const ref = await noteRefOf(call);
  const body = await call.body();
  const module = await moduleFor(call);
  return writeRows({ call, module, success: 200, ignored: besideRows(body) }, body.data, async (row) => {
    const note = noteIn(row);
    return changeNote(ctx, ref, changedContentOf(note), notTaken(note, 'id'));
  });
}

async function remove(call: Call): Promise<Response> {
  const ref = await noteRefOf(call);
  await deleteNote(call.ctx, ref);
  return json({
    data: [{ code: 'SUCCESS', details: { id: ref.noteId }, message: 'record deleted', status: 'success' }],
  });
}

const at = (path: string): readonly Endpoint<OneNote>[] => [
  {
    method: 'get',
    path,
    tag: 'Notes',
    summary: 'Get a note',
    need: relatedNeed('Notes', 'READ'),
    query: getQuery,
    answers: { 200: 'RecordList', 404: 'No such note' },
    run: get,
  },
  {
    method: 'put',
    path,
    tag: 'Notes',
    summary: 'Change a note',
    need: relatedNeed('Notes', 'UPDATE'),
    body: oneNoteBody,
    answers: { 200: 'WriteResult', 202: 'WriteResult', 404: 'No such note' },
    run: change,
  },
  {
    method: 'delete',
    path,
    tag: 'Notes',
    summary: 'Delete a note',
    need: relatedNeed('Notes', 'DELETE'),
    answers: { 200: 'WriteResult', 404: 'No such note' },
    run: remove,
  },
];

export const oneNote: readonly Endpoint[] = [
  ...at('/crm/v8/{module}/{id}/Notes/{noteId}'),
  ...at('/crm/v8/Notes/{noteId}'),
];
