import type { NoteDto } from '@/lib/crm/notes/queries';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { apiTime } from '../api-time';
import { unopenedError } from '../records/outgoing';
import { peopleOf } from '../records/people';

export const NOTE_FIELDS = [
  'id',
  'Note_Title',
  'Note_Content',
  'Parent_Id',
  'Owner',
  'Created_Time',
  'Created_By',
  'Modified_Time',
  'Modified_By',
] as const;

/** Notes in the shape of Zoho CRM. Only its author changes a note. */
export async function toApiNotes(ctx: Context, notes: readonly (NoteDto & RecordRef)[]) {
  const authors = [...new Set(notes.map(({ authorId }) => authorId))];
  const people = await inOrg(ctx.orgId, (tx) => peopleOf(tx, authors));
  return notes.map((note) => {
    const author = people[note.authorId] ?? { name: null, id: note.authorId, email: null };
    return {
      id: note.id,
      ...(note.damaged
        ? { $integrity: unopenedError(['Note_Title', 'Note_Content']) }
        : { Note_Title: note.title, Note_Content: note.body }),
      Parent_Id: { module: { api_name: note.module }, id: note.recordId },
      Owner: author,
      Created_Time: apiTime(note.createdAt, ctx.timeZone),
      Created_By: author,
      Modified_Time: apiTime(note.modifiedAt, ctx.timeZone),
      Modified_By: author,
    } satisfies Partial<Record<(typeof NOTE_FIELDS)[number] | '$integrity', unknown>>;
  });
}
