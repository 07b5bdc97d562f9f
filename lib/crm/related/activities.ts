/**
 * The tasks, meetings and calls that point to a record, those that are open and those that are over. Guarantees: only records and
 * fields that the asker may see; nothing is told by a time or state that is protected; one statement, by the index of
 * links, that looks at the newest 200 of each lookup and says where there are more.
 */
import { type FieldDefinition, getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { limitTime } from '@/lib/crm/records/list';
import { disclosedBy, type ListField } from '@/lib/crm/records/list-fields';
import { type RecordRef, requireVisible } from '@/lib/crm/records/record-access';
import { type RecordDto, type RecordRow, recordColumns, showRecords } from '@/lib/crm/records/serialize';
import { canInModule } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { type ActivityKind, activityKinds, timeFields } from './kinds';
import { relatedSources } from './sources';

export interface Activity {
  id: Id;
  /** API name of its module, and what one is called. */
  module: string;
  singular: string;
  /** Null where lists hide it. */
  name: string | null;
  damaged?: true;
  version: number;
  /** When it is due, or begins: a day or an instant. */
  at: string | null;
  to: string | null;
  status: string | null;
  isOverdue: boolean;
  /** The fields that whoever asks may change: its state to Completed, its times. */
  completable: boolean;
  movable: boolean;
}

export interface Activities {
  /** Those with the earliest time first, those without one last. */
  open: Activity[];
  /** The latest first. */
  closed: Activity[];
  /** How many of each there are among those looked at. */
  counts: { open: number; closed: number };
  /** There are more than were looked at. */
  more: boolean;
  /** What can be added here: modules with the lookup by which it points here. */
  addable: { module: string; singular: string; lookup: string; several: boolean }[];
}

export const OPEN_SHOWN = 20;
export const CLOSED_SHOWN = 10;
const LOOKED_AT = 200;
const COMPLETED = 'Completed';

/** Null where the asker may see no activities of this module's records. @throws forbidden; not_found */
export function activitiesOf(ctx: Context, ref: RecordRef, now: Date = clock.now()): Promise<Activities | null> {
  return readInOrg(ctx.orgId, async (tx) => {
    await requireVisible(tx, ctx, ref);
    const metadata = await metadataFor(tx, ctx);
    const kinds = activityKinds(relatedSources(metadata, ctx.rights, getModule(metadata, ref.module)));
    if (kinds.length === 0) return null;
    await limitTime(tx);
    const rows = await readRows(tx, ctx, kinds, ref.recordId);
    const found: { activity: Activity; isOver: boolean }[] = [];
    const entries: NewEntry[] = [];
    for (const [n, kind] of kinds.entries()) {
      const own = new Map(rows.filter((row) => row.n === n).map((row) => [row.id, row]));
      const shown = await showKind(tx, ctx, kind, { rows: [...own.values()], now });
      found.push(...shown);
      const fields = disclosedBy(kind.module, [] as ListField[]);
      if (own.size === 0 || fields.length === 0) continue;
      const facts = { rows: own.size, columns: 0 };
      entries.push({ action: 'record.list', module: kind.module.apiName, door: 'screen', fields, facts });
    }
    if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
    return arranged(
      ctx,
      kinds,
      found,
      rows.some(({ counted }) => counted > LOOKED_AT),
    );
  });
}

type FoundRow = RecordRow & { n: number; changeable: boolean; counted: number };

function readRows(tx: Tx, ctx: Context, kinds: readonly ActivityKind[], recordId: Id): Promise<FoundRow[]> {
  const parts = kinds.flatMap(({ module, lookups }, n) =>
    lookups.map(
      ({ id }) => tx.sql`(
        select ${n}::int as n, newest.*, count(*) over ()::int as counted from (
          select one.* from links cross join lateral (
            select ${recordColumns(tx)}, ${changeableRecord(tx, ctx, module)} as changeable from records
            where ${visibleRecords(tx, ctx, module)} and records.id = links.record_id
            offset 0) as one
          where links.org_id = ${tx.orgId} and links.target_id = ${recordId} and links.field_id = ${id}
          order by links.record_id desc limit ${LOOKED_AT + 1}) as newest)`,
    ),
  );
  return tx.sql<FoundRow[]>`${parts.reduce((before, part) => tx.sql`${before} union all ${part}`)}`;
}

async function showKind(tx: Tx, ctx: Context, kind: ActivityKind, { rows, now }: { rows: FoundRow[]; now: Date }) {
  const { module, at, to, status } = kind;
  const fields = [at, to, status].filter((field) => field !== null);
  const records = await showRecords(tx, ctx, { module, rows, fields });
  const mayEdit = canInModule(ctx.rights, module.apiName, 'edit');
  return records.map((record, n) => {
    const changeable = mayEdit && rows[n]?.changeable === true;
    return activityOf(ctx, kind, { record, changeable, now });
  });
}

function activityOf(
  ctx: Context,
  { module, at, to, status, over }: ActivityKind,
  { record, changeable, now }: { record: RecordDto; changeable: boolean; now: Date },
): { activity: Activity; isOver: boolean } {
  const textOf = (field: typeof to) => (field ? ((record.values[field.apiName] as string | undefined) ?? null) : null);
  const [begins, ends, state] = [textOf(at), textOf(to), textOf(status)];
  // A day is late when it is over where the asker is, an instant as soon as it is past.
  const isDay = fieldType(at.type).moment === 'day';
  const nowHere = isDay ? wallTime(now, ctx.timeZone).slice(0, 10) : now.toISOString();
  const isPast = (time: string | null) => time !== null && time < nowHere;
  // A call without a state, such as one that came in, is over when it began; a meeting when it ended.
  const isOver = state !== null ? over.includes(state) : !isDay && isPast(ends ?? begins);
  const options = status?.options.pickList ?? [];
  const isCompletable = status !== null && isEnterable(status) && options.some(({ value }) => value === COMPLETED);
  const activity: Activity = {
    id: record.id,
    module: module.apiName,
    singular: module.singular,
    name: record.name,
    ...(record.damaged && { damaged: true as const }),
    version: record.version,
    at: begins,
    to: ends,
    status: state,
    isOverdue: !isOver && to === null && isPast(begins),
    completable: changeable && isCompletable && !isOver,
    movable: changeable && isEnterable(at) && (to === null || isEnterable(to)) && !isOver,
  };
  return { activity, isOver };
}

/** By time and id; without a time it comes last. Byte by byte: `~` is behind every digit. */
const placeOf = ({ at, id }: Activity): string => `${at ?? '~'} ${id.padStart(20, '0')}`;

function arranged(
  ctx: Context,
  kinds: readonly ActivityKind[],
  found: readonly { activity: Activity; isOver: boolean }[],
  more: boolean,
): Activities {
  const sorted = found.toSorted(({ activity: a }, { activity: b }) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const open = sorted.filter(({ isOver }) => !isOver).map(({ activity }) => activity);
  const closed = sorted.filter(({ isOver }) => isOver).map(({ activity }) => activity);
  const [dated, undated] = [closed.filter(({ at }) => at !== null), closed.filter(({ at }) => at === null)];
  return {
    open: open.slice(0, OPEN_SHOWN),
    closed: [...dated.reverse(), ...undated].slice(0, CLOSED_SHOWN),
    counts: { open: open.length, closed: closed.length },
    more,
    addable: kinds.flatMap(({ module, lookups }) => {
      const lookup = lookups.find(isEnterable);
      if (!lookup || !isAddable(ctx, module)) return [];
      const { apiName, singular } = module;
      return [{ module: apiName, singular, lookup: lookup.apiName, several: fieldType(lookup.type).list }];
    }),
  };
}

/** Whether the asker may make a record of a module, with all that it needs. */
export function isAddable(ctx: Context, module: ModuleDefinition): boolean {
  try {
    assertModuleRight(ctx, module, 'create');
    return true;
  } catch {
    return false;
  }
}

/** The fields by which an activity of a module is moved: when it is due or begins, and when it ends. @throws forbidden; not_found */
export function timesOf(ctx: Context, { module: name }: { module: string }): Promise<FieldDefinition[]> {
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertModuleRight(ctx, module, 'edit');
    return timeFields(module);
  });
}
