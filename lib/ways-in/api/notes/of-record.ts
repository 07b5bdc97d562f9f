/** `/crm/v8/{module}/{id}/Notes`: the notes of one record. */

import { listNotes } from '@/lib/crm/notes/queries';
import type { RecordRef } from '@/lib/crm/records/record-access';
import { type Call, type Endpoint, json, nothing } from '../endpoint';
import { notingRefusals } from '../noted';
import { readQuery } from '../read-query';
import { idOf } from '../records/ids';
import { writeRows } from '../records/results';
import { besideRows } from '../records/rows';
import { moduleFor } from '../records/write';
import { relatedNeed } from '../related-need';
import { assertKnown, pageById, pickKeys, relatedQuery } from '../related-paging';
import { type NewNotes, newContentOf, newNotesBody, noteIn, notTaken } from './incoming';
import { NOTE_FIELDS, toApiNotes } from './note-json';
import { notesWithheld } from './withheld';
import { addNote } from './write';

const PATH = '/crm/v8/{module}/{id}/Notes';

export const refOf = ({ params }: Call): RecordRef => ({ module: params.module as string, recordId: idOf(params.id) });

const listEndpoint: Endpoint = {
  method: 'get',
  path: PATH,
  tag: 'Notes',
  summary: 'List the notes of a record',
  need: relatedNeed('Notes', 'READ'),
  query: relatedQuery,
  answers: { 200: 'RecordList', 204: 'No notes', 400: 'INVALID_QUERY: its notes may hold PHI and do not leave here' },
  async run(call) {
    const { ctx } = call;
    await moduleFor(call);
    const ref = refOf(call);
    const { fields, ...asked } = readQuery(relatedQuery, call.query);
    assertKnown(fields, NOTE_FIELDS);
    const page = await pageById(call, { list: 'api.notes', by: ref }, asked);
    const notes = await notingRefusals(call, { action: 'note.view', ...ref }, async () => {
      const { notes } = await listNotes(ctx, ref, { door: 'api', ...page.reads });
      if (!notes) throw await notesWithheld(ctx, fields);
      return notes;
    });
    if (notes.length === 0) return nothing();
    const { shown, info } = page.cut(notes);
    return json({
      data: pickKeys(
        await toApiNotes(
          ctx,
          shown.map((note) => ({ ...note, ...ref })),
        ),
        fields,
      ),
      info,
    });
  },
};

const createEndpoint: Endpoint<NewNotes> = {
  method: 'post',
  path: PATH,
  tag: 'Notes',
  summary: 'Add notes to a record',
  need: relatedNeed('Notes', 'CREATE'),
  body: newNotesBody,
  answers: { 201: 'WriteResult', 202: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    const { ctx } = call;
    const module = await moduleFor(call);
    const ref = refOf(call);
    const body = await call.body();
    return writeRows({ call, module, success: 201, ignored: besideRows(body) }, body.data, async (row) => {
      const note = noteIn(row);
      return addNote(ctx, ref, newContentOf(note), notTaken(note));
    });
  },
};

export const notesOfRecord: readonly Endpoint[] = [listEndpoint, createEndpoint];
