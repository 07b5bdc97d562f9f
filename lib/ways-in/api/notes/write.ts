/** A note written, and what the answer says of it. */

import type { NoteContent } from '@/lib/crm/notes/schemas';
import { amendNote, createNote } from '@/lib/crm/notes/write';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { added, type Written } from '../records/results';

/** @param ignored as `notTaken`. @throws as `createNote` */
export async function addNote(
  ctx: Context,
  ref: RecordRef,
  content: NoteContent,
  ignored: readonly string[],
): Promise<Written> {
  const { id, at } = await createNote(ctx, { ...ref, ...content });
  return added(ctx, { id, at: new Date(at) }, ignored);
}

/** @param ignored as `notTaken`. @throws as `amendNote` */
export async function changeNote(
  ctx: Context,
  ref: RecordRef & { noteId: Id },
  content: Partial<NoteContent>,
  ignored: readonly string[],
): Promise<Written> {
  const trail = await amendNote(ctx, { ...ref, ...content });
  return {
    id: ref.noteId,
    createdAt: new Date(trail.createdAt),
    createdBy: ctx.actor.id,
    modifiedAt: new Date(trail.modifiedAt),
    modifiedBy: ctx.actor.id,
    message: 'record updated',
    ignored,
  };
}
