/**
 * What a person opened in the last seven days, for themselves: records, notes, files and conversations, by day. Names are those of
 * records that they may see now; of others the id. Looking is a view of the ledger.
 */
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import { metadataFor } from '@/lib/crm/modules/seen';
import { lookupNames } from '@/lib/crm/records/names';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { chatIdsOf } from '@/lib/protection/ledger/chat-ids';
import { encodeFacts } from '@/lib/protection/ledger/entry';
import { type LedgerRow, lastViewFacts, listEntries } from '@/lib/protection/ledger/queries';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { filterOf } from './query';

/** Whatever shows health data, or lets it out, of one record or conversation or of many. */
const OPENING = [
  'record.view',
  'record.reveal',
  'record.list',
  'record.search',
  'record.print',
  'record.subject_export',
  'note.view',
  'attachment.download',
  'export.download',
  'conversation.open',
  'conversation.reveal',
  'conversation.download',
] as const satisfies LedgerAction[];

const MOST = 1_000;
const SAME_VIEW_MS = 15 * 60 * 1000;

/** One thing on one day. */
export interface OpenedThing {
  /** "Contacts", "Live chat"; null where an act was about no one thing. */
  kind: string | null;
  /** The record or conversation; null for lists, searches and exports. */
  id: Id | null;
  /** What it is called where the person may see it now. */
  name: string | null;
  href: string | null;
  /** How often, by act. */
  acts: { action: LedgerAction; times: number }[];
  /** API names of fields that were revealed. */
  revealed: string[];
  /** ISO time of the last. */
  lastAt: string;
}

export interface OpenedWeek {
  /** The newest first. @property day `YYYY-MM-DD` in the person's zone */
  days: { day: string; things: OpenedThing[] }[];
  /** There was more than is shown. */
  isCut: boolean;
}

/** @throws forbidden without the right to read the ledger */
export async function openedThisWeek(ctx: Context): Promise<OpenedWeek> {
  const now = clock.now();
  const facts = { own: true, range: '7d' };
  return mutate(ctx, 'ledger.view', async (tx) => {
    const { from } = filterOf({ range: '7d' }, ctx.timeZone, now);
    const filter = { actorId: ctx.actor.id, actions: [...OPENING], outcome: 'done' as const, ...(from && { from }) };
    const [{ rows, hasOlder }, lastFacts] = await Promise.all([
      listEntries(tx, ctx, filter, { size: MOST }),
      lastViewFacts(tx, ctx, new Date(now.getTime() - SAME_VIEW_MS)),
    ]);
    const days = byDay(rows, ctx.timeZone);
    await name(tx, ctx, rows, days);
    const value = { days, isCut: hasOlder };
    return lastFacts === encodeFacts(facts) ? unchanged(value) : { value, entries: [{ action: 'ledger.view', facts }] };
  });
}

/** @param rows the newest first */
function byDay(rows: readonly LedgerRow[], timeZone: string): OpenedWeek['days'] {
  const days = new Map<string, Map<string, OpenedThing>>();
  for (const row of rows) {
    const day = wallTime(row.at, timeZone).slice(0, 10);
    const things = days.get(day) ?? new Map<string, OpenedThing>();
    days.set(day, things);
    const { conversationId } = chatIdsOf(row);
    const id = row.recordId ?? conversationId;
    // What was about no one thing stands by its act.
    const known = `${row.module ?? ''} ${id ?? row.action}`;
    const thing = things.get(known) ?? newThing(row, conversationId);
    things.set(known, thing);
    const act = thing.acts.find(({ action }) => action === row.action);
    if (act) act.times += 1;
    else thing.acts.push({ action: row.action as LedgerAction, times: 1 });
    if (row.action === 'record.reveal') thing.revealed = [...new Set([...thing.revealed, ...row.fields])].toSorted();
  }
  return [...days].map(([day, things]) => ({ day, things: [...things.values()] }));
}

const newThing = (row: LedgerRow, conversationId: Id | null): OpenedThing => ({
  kind: conversationId ? 'Live chat' : row.module,
  id: row.recordId ?? conversationId,
  name: null,
  href: conversationId ? `/chat/${conversationId}` : null,
  acts: [],
  revealed: [],
  lastAt: row.at.toISOString(),
});

/** Names modules, fields and those records that the person may see now. */
async function name(tx: Tx, ctx: Context, rows: readonly LedgerRow[], days: OpenedWeek['days']): Promise<void> {
  const { modules } = await metadataFor(tx, ctx);
  for (const module of modules) {
    const ids = rows.flatMap((row) => (row.module === module.apiName && row.recordId ? [row.recordId] : []));
    const names = ids.length === 0 ? {} : await lookupNames(tx, ctx, module.apiName, [...new Set(ids)]);
    for (const thing of days.flatMap(({ things }) => things)) {
      if (thing.kind !== module.apiName) continue;
      thing.kind = module.plural;
      const known = thing.id ? names[thing.id] : undefined;
      if (known) Object.assign(thing, known);
      thing.revealed = thing.revealed.map(
        (field) => module.fields.find((one) => one.apiName === field)?.label ?? field,
      );
    }
  }
}
