/** A note as a row of a body gives it, written, and what the answer says of it. */

import { amendNote, createNote } from '@/lib/crm/notes/write';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { added, type Written } from '../records/results';
import { readNote, readNotePart } from './incoming';

/** @param ignored as `notTaken`. @throws as `readNote`, `createNote` */
export async function addNote(
  ctx: Context,
  ref: RecordRef,
  row: unknown,
  ignored: readonly string[],
): Promise<Written> {
  const { id, at } = await createNote(ctx, { ...ref, ...readNote(row) });
  return added(ctx, { id, at: new Date(at) }, ignored);
}

/** @param ignored as `notTaken`. @throws as `readNotePart`, `amendNote` */
export async function changeNote(
  ctx: Context,
  ref: RecordRef & { noteId: Id },
  row: unknown,
  ignored: readonly string[],
): Promise<Written> {
  const trail = await amendNote(ctx, { ...ref, ...readNotePart(row) });
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
