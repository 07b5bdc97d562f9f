import type { Door } from '../compliance/doors';
import { isRestricted } from '../compliance/policy';
import type { Context } from '../context';
import { inOrg, type Tx } from '../db/transaction';
import { BUDGET_SPENT, type Spend, withBudget } from '../disclose/budget';
import { openNotes } from '../disclose/papers';
import { assertMayReveal } from '../disclose/reveal';
import { CareledgerError, forbidden, notFound } from '../errors';
import type { Id } from '../ids';
import { appendEntries } from '../ledger/append';
import type { ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { visibleRecord } from '../modules/visibility';
import { recordRefusal } from '../mutate';
import { keysOf } from '../org-keys';
import { anyOf } from '../records/condition';
import { FIELD_REFUSED } from '../records/filter';
import { type RecordRef, requireVisible } from '../records/record-access';
import { canInModule, canInOrg } from '../rights';

export interface NoteDto {
  id: Id;
  title: string | null;
  body: string;
  /** It does not open: it was changed outside Careledger. */
  damaged?: true;
  createdAt: string;
  modifiedAt: string;
  authorId: Id;
}

export interface NotesPage {
  /** Null when the asker may not read notes of this module here: they may hold PHI. */
  notes: NoteDto[] | null;
  count: number;
  /** Why the asker, who may read them, does not read them now: their budget is spent, and when it goes on. */
  spent?: string;
}

const MOST_NOTES = 200;

export interface NotesAsked {
  /** `screen` when absent. */
  door?: Door;
  /** Only older ones: an id is a place in the list, whether its note is still there or not. */
  before?: Id;
  skip?: number;
  /** At most 201: a page, and whether there is more. */
  limit?: number;
}

interface NoteRow {
  id: Id;
  sealed: Buffer;
  sealVersion: number;
  created_at: string;
  modified_at: string;
  created_by: Id;
}

/**
 * A record's newest notes for its page: as `listNotes`, but a spent budget keeps back the notes and not the page. What
 * was kept back is an event.
 */
export async function notesOfPage(ctx: Context, ref: RecordRef): Promise<NotesPage> {
  try {
    return await listNotes(ctx, ref);
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.reason !== BUDGET_SPENT) throw error;
    await recordRefusal(ctx, { action: 'note.view', ...ref, door: 'screen' }, error);
    return { notes: null, count: 0, spent: error.message };
  }
}

/**
 * A record's newest notes. Of a HIPAA module only for those who may reveal, through a door that is open; reading them is
 * an event, and of one record counted once an hour.
 * @throws not_found; limited when the asker's budget is spent
 */
export async function listNotes(
  ctx: Context,
  ref: RecordRef,
  { door = 'screen', before, skip = 0, limit = MOST_NOTES }: NotesAsked = {},
): Promise<NotesPage> {
  return reading(ctx, async (tx, spend) => {
    const module = await requireVisible(tx, ctx, ref);
    const rows = await tx.sql<NoteRow[]>`
      select id, sealed, seal_version as "sealVersion", created_at, modified_at, created_by from notes
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} and ${before ? tx.sql`id < ${before}` : tx.sql`true`}
      order by id desc
      limit ${Math.min(limit, MOST_NOTES + 1)} offset ${skip}`;
    if (module.hipaa && (await isClosed(tx, door))) return { notes: null, count: rows.length };
    if (module.hipaa && !canInOrg(ctx.rights, 'revealPhi')) return { notes: null, count: rows.length };
    return { notes: await openRows(tx, ctx, { module, ref, door, spend }, rows), count: rows.length };
  });
}

export interface NoteOfRecord extends NoteDto {
  module: string;
  recordId: Id;
}

export interface EveryNote {
  notes: NoteOfRecord[];
  /** API names of modules that the asker may view, whose notes may not be read here and are not in the list. */
  withheld: string[];
}

/** The newest notes of all records that the asker may see, without those that may not be read here. */
export async function listEveryNote(
  ctx: Context,
  { door = 'screen', before, skip = 0, limit = MOST_NOTES }: NotesAsked = {},
): Promise<EveryNote> {
  return reading(ctx, async (tx, spend): Promise<EveryNote> => {
    const mayReadPhi = canInOrg(ctx.rights, 'revealPhi') && !(await isClosed(tx, door));
    const { modules } = await metadataOf(tx);
    const viewed = modules.filter((module) => canInModule(ctx.rights, module.apiName, 'view'));
    const readable = viewed.filter((module) => !module.hipaa || mayReadPhi);
    const withheld = viewed.filter((module) => !readable.includes(module)).map(({ apiName }) => apiName);
    if (readable.length === 0) return { notes: [], withheld };
    const seen = readable.map((module) => tx.sql`(module_id = ${module.id} and ${visibleRecord(tx, ctx, module)})`);
    const rows = await tx.sql<(NoteRow & { module_id: Id; record_id: Id })[]>`
      select n.id, n.sealed, n.seal_version as "sealVersion", n.created_at, n.modified_at, n.created_by, n.record_id, r.module_id
      from notes n cross join lateral (
        select module_id from records where org_id = ${tx.orgId} and id = n.record_id and deleted_at is null
          and ${anyOf(tx, seen)}) r
      where n.org_id = ${tx.orgId} and ${before ? tx.sql`n.id < ${before}` : tx.sql`true`}
      order by n.id desc limit ${Math.min(limit, MOST_NOTES + 1)} offset ${skip}`;
    const notes: NoteOfRecord[] = [];
    for (const { module_id, record_id: recordId, ...row } of rows) {
      const module = readable.find(({ id }) => id === module_id) as ModuleDefinition;
      const ref = { module: module.apiName, recordId };
      const [note] = await openRows(tx, ctx, { module, ref, door, spend }, [row]);
      if (note) notes.push({ ...note, ...ref });
    }
    return { notes, withheld };
  });
}

/** One note of a record. @throws forbidden when it may not be read, or does not leave through this door; not_found */
export async function getNote(
  ctx: Context,
  { noteId, ...ref }: RecordRef & { noteId: Id },
  door: Door = 'screen',
): Promise<NoteDto> {
  return reading(ctx, async (tx, spend) => {
    const module = await requireVisible(tx, ctx, ref);
    if (module.hipaa) {
      if (await isClosed(tx, door)) throw closed();
      assertMayReveal(ctx, module);
    }
    const rows = await tx.sql<NoteRow[]>`
      select id, sealed, seal_version as "sealVersion", created_at, modified_at, created_by from notes
      where org_id = ${tx.orgId} and record_id = ${ref.recordId} and id = ${noteId}`;
    const [note] = await openRows(tx, ctx, { module, ref, door, spend }, rows);
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

const reading = <T>(ctx: Context, read: (tx: Tx, spend: Spend) => Promise<T>): Promise<T> =>
  withBudget(ctx, (spend) => inOrg(ctx.orgId, (tx) => read(tx, spend)));

interface Opening {
  module: ModuleDefinition;
  ref: RecordRef;
  door: Door;
  spend: Spend;
}

async function openRows(
  tx: Tx,
  ctx: Context,
  { module, ref, door, spend }: Opening,
  rows: readonly NoteRow[],
): Promise<NoteDto[]> {
  if (module.hipaa && rows.length > 0) {
    const { module: name, recordId } = ref;
    const entry = { action: 'note.view', module: name, recordId, door, facts: { notes: rows.length } } as const;
    const known = await wereRead(tx, ctx, recordId, door);
    const spent = known ? [] : await spend(tx, door === 'screen' ? 'one' : 'bulk', 1);
    await appendEntries(tx, ctx, [entry, ...spent], await keysOf(tx));
  }
  const opened = await openNotes(tx, ctx, module, rows, ref.recordId);
  return rows.map((row, n) => ({
    id: row.id,
    title: (opened[n]?.title as string | undefined) ?? null,
    body: String(opened[n]?.body ?? ''),
    ...(opened[n] === null && { damaged: true as const }),
    createdAt: new Date(row.created_at).toISOString(),
    modifiedAt: new Date(row.modified_at).toISOString(),
    authorId: row.created_by,
  }));
}

/** Whether the asker has read notes of the record by this door within the hour: a page that is loaded anew costs nothing. */
async function wereRead(tx: Tx, { actor }: Context, recordId: Id, door: Door): Promise<boolean> {
  const rows = await tx.sql`
    select from ledger_entries
    where org_id = ${tx.orgId} and record_id = ${recordId} and action = 'note.view' and outcome = 'done'
      and actor_id = ${actor.id} and actor_kind = ${actor.kind} and door = ${door} and at > now() - interval '1 hour'
    limit 1`;
  return rows.length > 0;
}
