/** A note as a row of a body gives it, written, and what the answer says of it. */
import type { Context } from '../../context';
import type { Id } from '../../ids';
import { amendNote, createNote } from '../../notes/write';
import type { RecordRef } from '../../records/record-access';
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
