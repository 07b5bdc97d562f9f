import type { Door } from '../compliance/doors';
import { isRestricted } from '../compliance/policy';
import type { Context } from '../context';
import { inOrg, type Tx } from '../db/transaction';
import { openNotes } from '../disclose/papers';
import { assertMayReveal } from '../disclose/reveal';
import { forbidden, notFound } from '../errors';
import type { Id } from '../ids';
import { appendEntries } from '../ledger/append';
import type { ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { visibleRecord } from '../modules/visibility';
import { keysOf } from '../org-keys';
import { anyOf } from '../records/condition';
import { FIELD_REFUSED } from '../records/filter';
import { type RecordRef, requireVisible } from '../records/record-access';
import { canInModule, canInOrg } from '../rights';

export interface NoteDto {
  id: Id;
  title: string | null;
  body: string;
  createdAt: string;
  modifiedAt: string;
  authorId: Id;
}

export interface NotesPage {
  /** Null when the asker may not read notes of this module here: they may hold PHI. */
  notes: NoteDto[] | null;
  count: number;
}

const MOST_NOTES = 200;

export interface NotesAsked {
  /** `screen` when absent. */
  door?: Door;
  skip?: number;
  /** At most 201: a page, and whether there is more. */
  limit?: number;
}

interface NoteRow {
  id: Id;
  sealed: Buffer;
  created_at: string;
  modified_at: string;
  created_by: Id;
}

/**
 * A record's newest notes. Of a HIPAA module only for those who may reveal, through a door that is open; reading them is
 * an event.
 */
export async function listNotes(
  ctx: Context,
  ref: RecordRef,
  { door = 'screen', skip = 0, limit = MOST_NOTES }: NotesAsked = {},
): Promise<NotesPage> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    const rows = await tx.sql<NoteRow[]>`
      select id, sealed, created_at, modified_at, created_by from notes
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} order by id desc
      limit ${Math.min(limit, MOST_NOTES + 1)} offset ${skip}`;
    if (module.hipaa && (await isClosed(tx, door))) return { notes: null, count: rows.length };
    if (module.hipaa && !canInOrg(ctx.rights, 'revealPhi')) return { notes: null, count: rows.length };
    return { notes: await openRows(tx, ctx, module, ref, door, rows), count: rows.length };
  });
}

export interface NoteOfRecord extends NoteDto {
  module: string;
  recordId: Id;
}

/** The newest notes of all records that the asker may see, without those that may not be read here. */
export async function listEveryNote(ctx: Context, { door = 'screen', skip = 0, limit = MOST_NOTES }: NotesAsked = {}) {
  return inOrg(ctx.orgId, async (tx): Promise<NoteOfRecord[]> => {
    const mayReadPhi = canInOrg(ctx.rights, 'revealPhi') && !(await isClosed(tx, door));
    const { modules } = await metadataOf(tx);
    const readable = modules.filter(
      (module) => canInModule(ctx.rights, module.apiName, 'view') && (!module.hipaa || mayReadPhi),
    );
    if (readable.length === 0) return [];
    const seen = readable.map((module) => tx.sql`(module_id = ${module.id} and ${visibleRecord(tx, ctx, module)})`);
    const rows = await tx.sql<(NoteRow & { module_id: Id; record_id: Id })[]>`
      select n.id, n.sealed, n.created_at, n.modified_at, n.created_by, n.record_id, r.module_id
      from notes n cross join lateral (
        select module_id from records where org_id = ${tx.orgId} and id = n.record_id and deleted_at is null
          and ${anyOf(tx, seen)}) r
      where n.org_id = ${tx.orgId} order by n.id desc limit ${Math.min(limit, MOST_NOTES + 1)} offset ${skip}`;
    const notes: NoteOfRecord[] = [];
    for (const { module_id, record_id: recordId, ...row } of rows) {
      const module = readable.find(({ id }) => id === module_id) as ModuleDefinition;
      const ref = { module: module.apiName, recordId };
      const [note] = await openRows(tx, ctx, module, ref, door, [row]);
      if (note) notes.push({ ...note, ...ref });
    }
    return notes;
  });
}

/** One note of a record. @throws forbidden when it may not be read, or does not leave through this door; not_found */
export async function getNote(
  ctx: Context,
  { noteId, ...ref }: RecordRef & { noteId: Id },
  door: Door = 'screen',
): Promise<NoteDto> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    if (module.hipaa) {
      if (await isClosed(tx, door)) throw closed();
      assertMayReveal(ctx, module);
    }
    const rows = await tx.sql<NoteRow[]>`
      select id, sealed, created_at, modified_at, created_by from notes
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} and id = ${noteId}`;
    const [note] = await openRows(tx, ctx, module, ref, door, rows);
    if (!note) throw notFound('The note');
    return note;
  });
}

/** Which record a note is on. @throws not_found also where the asker may not view the module. */
export async function findNotedRecord(ctx: Context, noteId: Id): Promise<RecordRef> {
  return inOrg(ctx.orgId, async (tx) => {
    const [row] = await tx.sql<{ recordId: Id; moduleId: Id }[]>`
      select n.record_id as "recordId", r.module_id as "moduleId" from notes n
      join records r on r.org_id = n.org_id and r.id = n.record_id
      where n.org_id = ${tx.orgId} and n.id = ${noteId}`;
    const module = row && (await metadataOf(tx)).modules.find(({ id }) => id === row.moduleId);
    if (!module || !canInModule(ctx.rights, module.apiName, 'view')) throw notFound('The note');
    return { module: module.apiName, recordId: row.recordId };
  });
}

const isClosed = async (tx: Tx, door: Door): Promise<boolean> => isRestricted(door, (await metadataOf(tx)).compliance);

const closed = () => {
  const message = 'Notes of this module do not leave this way.';
  return forbidden(message, { reason: FIELD_REFUSED, fields: { Note_Content: message } });
};

async function openRows(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  ref: RecordRef,
  door: Door,
  rows: readonly NoteRow[],
): Promise<NoteDto[]> {
  if (module.hipaa && rows.length > 0) {
    const { module: name, recordId } = ref;
    const entry = { action: 'note.view', module: name, recordId, door, facts: { notes: rows.length } } as const;
    await appendEntries(tx, ctx, [entry], await keysOf(tx));
  }
  const opened = await openNotes(tx, ctx, module, rows);
  return rows.map((row, n) => ({
    id: row.id,
    title: (opened[n]?.title as string | undefined) ?? null,
    body: String(opened[n]?.body ?? ''),
    createdAt: new Date(row.created_at).toISOString(),
    modifiedAt: new Date(row.modified_at).toISOString(),
    authorId: row.created_by,
  }));
}
