import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { anyOf } from '@/lib/crm/records/condition';
import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { type RecordRef, requireVisible } from '@/lib/crm/records/record-access';
import { canInModule, canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Disclosure, noteDisclosures } from '@/lib/protection/accounting/note';
import type { Door } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { BUDGET_SPENT, type Spend, withBudget } from '@/lib/protection/disclose/budget';
import { openNotes } from '@/lib/protection/disclose/notes-and-files';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { recordRefusal } from '@/lib/protection/mutate';

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
    const notes = await openNotesOf(tx, ctx, { door, spend }, [{ module, ref, rows }]);
    return { notes, count: rows.length };
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

/** The newest notes of all records that the asker may see, without those that may not be read here. @throws forbidden for who may view no module */
export async function listEveryNote(
  ctx: Context,
  { door = 'screen', before, skip = 0, limit = MOST_NOTES }: NotesAsked = {},
): Promise<EveryNote> {
  return reading(ctx, async (tx, spend): Promise<EveryNote> => {
    const mayReadPhi = canInOrg(ctx.rights, 'revealPhi') && !(await isClosed(tx, door));
    const { modules } = await metadataFor(tx, ctx);
    const viewed = modules.filter((module) => canInModule(ctx.rights, module.apiName, 'view'));
    // None that may be seen is not the same as none.
    if (viewed.length === 0) throw forbidden('Your profile may not view records.');
    const readable = viewed.filter((module) => !module.hipaa || mayReadPhi);
    const withheld = viewed.filter((module) => !readable.includes(module)).map(({ apiName }) => apiName);
    if (readable.length === 0) return { notes: [], withheld };
    const seen = readable.map((module) => visibleRecords(tx, ctx, module));
    const rows = await tx.sql<(NoteRow & { module_id: Id; record_id: Id })[]>`
      select n.id, n.sealed, n.seal_version as "sealVersion", n.created_at, n.modified_at, n.created_by, n.record_id, r.module_id
      from notes n cross join lateral (
        select module_id from records where id = n.record_id and ${anyOf(tx, seen)}) r
      where n.org_id = ${tx.orgId} and ${before ? tx.sql`n.id < ${before}` : tx.sql`true`}
      order by n.id desc limit ${Math.min(limit, MOST_NOTES + 1)} offset ${skip}`;
    const found = rows.map(({ module_id, record_id: recordId, ...row }) => {
      const module = readable.find(({ id }) => id === module_id) as ModuleDefinition;
      return { module, ref: { module: module.apiName, recordId }, rows: [row] };
    });
    const opened = await openNotesOf(tx, ctx, { door, spend }, found);
    const notes = found.flatMap(({ ref }, n) => (opened[n] ? [{ ...opened[n], ...ref }] : []));
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
    const [note] = await openNotesOf(tx, ctx, { door, spend }, [{ module, ref, rows }]);
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
    const module = row && (await metadataFor(tx, ctx)).modules.find(({ id }) => id === row.moduleId);
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
  door: Door;
  spend: Spend;
}

/** Notes of one record that are read in one event. */
interface FoundNotes {
  module: ModuleDefinition;
  ref: RecordRef;
  rows: readonly NoteRow[];
}

async function openNotesOf(tx: Tx, ctx: Context, opening: Opening, found: readonly FoundNotes[]): Promise<NoteDto[]> {
  await tellRead(
    tx,
    ctx,
    opening,
    found.filter(({ module, rows }) => module.hipaa && rows.length > 0),
  );
  const notes: NoteDto[] = [];
  for (const { module, ref, rows } of found) {
    const opened = await openNotes(tx, ctx, { module, recordId: ref.recordId }, rows);
    notes.push(...rows.map((row, n) => toDto(row, opened[n])));
  }
  return notes;
}

type OpenedNote = Awaited<ReturnType<typeof openNotes>>[number];

const toDto = (row: NoteRow, opened: OpenedNote | undefined): NoteDto => ({
  id: row.id,
  title: (opened?.title as string | undefined) ?? null,
  body: String(opened?.body ?? ''),
  ...(opened === null && { damaged: true as const }),
  createdAt: new Date(row.created_at).toISOString(),
  modifiedAt: new Date(row.modified_at).toISOString(),
  authorId: row.created_by,
});

/** One statement each for what is known, spent and told, however many records it is. */
async function tellRead(tx: Tx, ctx: Context, { door, spend }: Opening, found: readonly FoundNotes[]): Promise<void> {
  if (found.length === 0) return;
  const recordIds = [...new Set(found.map(({ ref }) => ref.recordId))];
  const known = await countRead(tx, ctx, recordIds, door);
  const spent = await spend(tx, door === 'screen' ? 'one' : 'bulk', recordIds.length - known);
  if (door === 'api') await noteDisclosures(tx, ctx, linesOf(found));
  const entries = found.map(({ ref, rows }): NewEntry => {
    const { module, recordId } = ref;
    return { action: 'note.view', module, recordId, door, facts: { notes: rows.length } };
  });
  await appendEntries(tx, ctx, [...entries, ...spent], await keysOf(tx));
}

/** A line of the accounting for each module. */
function linesOf(found: readonly FoundNotes[]): Disclosure[] {
  const byModule = new Map<Id, Set<Id>>();
  for (const { module, ref } of found)
    byModule.set(module.id, (byModule.get(module.id) ?? new Set<Id>()).add(ref.recordId));
  return [...byModule].map(([moduleId, recordIds]) => ({ exit: 'api', moduleId, fields: ['$notes'], recordIds }));
}

/** Of how many the asker has read notes by this door within the hour: a page that is loaded anew costs nothing. */
async function countRead(tx: Tx, { actor }: Context, recordIds: readonly Id[], door: Door): Promise<number> {
  const [read] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from unnest(${recordIds}::bigint[]) as r (id)
    where exists (
      select from ledger_entries
      where org_id = ${tx.orgId} and record_id = r.id and action = 'note.view' and outcome = 'done'
        and actor_id = ${actor.id} and actor_kind = ${actor.kind} and door = ${door} and at > now() - interval '1 hour')`;
  return read.count;
}
