/** Notes on a record. Free text may hold PHI: title and body are always sealed, and events carry neither. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { type RecordRef, requireChangeable } from '@/lib/crm/records/record-access';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { amend, sealValues } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import { notes } from '@/lib/platform/db/schema/notes';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, internal, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate } from '@/lib/protection/mutate';
import type { NoteContent } from './schemas';

/** Adds a note. @throws forbidden; not_found */
export async function createNote(
  ctx: Context,
  { title, body, ...ref }: RecordRef & NoteContent,
): Promise<{ id: Id; at: string }> {
  const attempt = { action: 'note.create', module: ref.module, recordId: ref.recordId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = await requireChangeable(tx, ctx, ref);
    const id = newId();
    const at = clock.now().toISOString();
    const sealed = await sealNote(tx, module, { id, version: 1 }, { title, body });
    const inserted = tx.db.insert(notes).values({
      orgId: tx.orgId,
      id,
      recordId: ref.recordId,
      sealed,
      sealVersion: 1,
      createdAt: new Date(at),
      createdBy: ctx.actor.id,
      modifiedAt: new Date(at),
    });
    return { value: { id, at }, writes: [inserted], entries: [{ ...attempt, subjectId: id }] };
  });
}

/** Rewrites one's own note. @throws forbidden for another's; not_found */
export async function updateNote(
  ctx: Context,
  { title, body, noteId, ...ref }: RecordRef & NoteContent & { noteId: Id },
): Promise<void> {
  const attempt = { action: 'note.update', module: ref.module, recordId: ref.recordId, subjectId: noteId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = await requireChangeable(tx, ctx, ref);
    const version = (await lockOwnNote(tx, ctx, ref.recordId, noteId)) + 1;
    const sealed = await sealNote(tx, module, { id: noteId, version }, { title, body });
    const updated = tx.sql`
      update notes set sealed = ${sealed}, seal_version = ${version}, modified_at = ${clock.now().toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = ${noteId}`.execute();
    return { value: undefined, writes: [updated], entries: [attempt] };
  });
}

export interface NoteTrail {
  createdAt: string;
  modifiedAt: string;
}

/** Changes what is given of one's own note; an empty title removes it. @throws forbidden for another's; not_found */
export async function amendNote(
  ctx: Context,
  { title, body, noteId, ...ref }: RecordRef & Partial<NoteContent> & { noteId: Id },
): Promise<NoteTrail> {
  const attempt = { action: 'note.update', module: ref.module, recordId: ref.recordId, subjectId: noteId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = await requireChangeable(tx, ctx, ref);
    const version = await lockOwnNote(tx, ctx, ref.recordId, noteId);
    const [row] = await tx.sql<[{ sealed: Buffer; created_at: string }]>`
      select sealed, created_at from notes where org_id = ${tx.orgId} and id = ${noteId}`;
    const changes = { ...(title !== undefined && { title: title || undefined }), ...(body !== undefined && { body }) };
    const context = { orgId: tx.orgId, module: module.id, recordId: noteId, version };
    const sealed = amend(Sealed.fromBytes(row.sealed), changes, await keysOf(tx), context);
    if (!sealed) throw internal('The note is empty.');
    const modifiedAt = clock.now().toISOString();
    const updated = tx.sql`
      update notes set sealed = ${sealed.toBytes()}, seal_version = ${version + 1}, modified_at = ${modifiedAt}::timestamptz
      where org_id = ${tx.orgId} and id = ${noteId}`.execute();
    const value = { createdAt: new Date(row.created_at).toISOString(), modifiedAt };
    return { value, writes: [updated], entries: [attempt] };
  });
}

/** Deletes one's own note for good. @throws forbidden for another's; not_found */
export async function deleteNote(ctx: Context, { noteId, ...ref }: RecordRef & { noteId: Id }): Promise<void> {
  const attempt = { action: 'note.delete', module: ref.module, recordId: ref.recordId, subjectId: noteId } as const;
  return mutate(ctx, attempt, async (tx) => {
    await requireChangeable(tx, ctx, ref);
    await lockOwnNote(tx, ctx, ref.recordId, noteId);
    const deleted = tx.sql`delete from notes where org_id = ${tx.orgId} and id = ${noteId}`.execute();
    return { value: undefined, writes: [deleted], entries: [attempt] };
  });
}

/** @returns which envelope it has. */
async function lockOwnNote(tx: Tx, ctx: Context, recordId: Id, noteId: Id): Promise<number> {
  const [note] = await tx.sql<{ created_by: Id; seal_version: number }[]>`
    select created_by, seal_version from notes where org_id = ${tx.orgId} and id = ${noteId} and record_id = ${recordId} for update`;
  if (!note) throw notFound('The note');
  if (note.created_by !== ctx.actor.id) throw forbidden('Only its author may change a note.');
  return note.seal_version;
}

/** A note is sealed under its own id, so it opens neither in another note nor in another module. */
async function sealNote(
  tx: Tx,
  module: ModuleDefinition,
  { id, version }: { id: Id; version: number },
  { title, body }: NoteContent,
): Promise<Buffer> {
  const context = { orgId: tx.orgId, module: module.id, recordId: id, version };
  const sealed = sealValues({ body, ...(title && { title }) }, await keysOf(tx), context);
  if (!sealed) throw internal('The note is empty.');
  return sealed.toBytes();
}
