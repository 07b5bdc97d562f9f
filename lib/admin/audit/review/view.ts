/**
 * The review desk: what waits, what is worth the most first. Guarantees: only for those who read the whole audit log, and
 * nobody is shown what is about their own acts; looking is an event, once for a filter within 15 minutes, in the transaction
 * of the read. Does not: open anything of a record.
 */
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { ReviewState } from '@/lib/platform/db/schema/review';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';
import { encodeFacts } from '@/lib/protection/ledger/entry';
import { entriesById, lastViewFacts } from '@/lib/protection/ledger/queries';
import { writtenAround } from '@/lib/protection/ledger/written-around';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type EntryLine, toEntryLine } from '../entry-line';
import { listPeople, type Person } from '../people';
import { wordsOf } from './rules/all';
import type { Facts, RuleName } from './rules/rule';
import type { DeskQuery } from './schemas';
import { reviewSettingsOf } from './settings-of';

export interface DeskItem {
  id: Id;
  rule: RuleName;
  title: string;
  /** Why one is shown this. */
  why: string;
  found: string;
  person: Person;
  score: number;
  state: ReviewState;
  /** How many entries it has; `lines` are the newest of them. */
  entries: number;
  lines: EntryLine[];
  /** ISO times. */
  foundAt: string;
  dueAt: string;
  isOverdue: boolean;
  signOffs: SignedOff[];
}

export interface SignedOff {
  /** Of its entry in the audit log, which keeps the note. */
  id: Id;
  verdict: ReviewState;
  by: string;
  at: string;
}

export interface Desk {
  items: DeskItem[];
  /** What the next page is asked for by; null on the last. */
  after: string | null;
  /** How many wait for the asker, and how many of them too long; counted up to 1,000. */
  open: number;
  overdue: number;
  people: Person[];
  /** When entries were looked through last; null: never yet. */
  lookedAt: string | null;
}

interface Row {
  id: Id;
  rule: RuleName;
  person_id: Id;
  person_name: string;
  score: number;
  facts: Facts;
  entries: number;
  found_at: string;
  open_since: string;
  state: ReviewState;
  newest: Id[];
}

type After = { score: number; id: Id } | undefined;

const PAGE_SIZE = 25;
const MOST_LINES = 20;
const MOST_COUNTED = 1000;
const SAME_VIEW_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** @throws forbidden (an event too) */
export async function viewDesk(ctx: Context, query: DeskQuery, after?: After): Promise<Desk> {
  const action = 'review.view';
  const now = clock.now();
  return mutate(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    const { overdueDays } = reviewSettingsOf(await readSetting(tx, 'review'));
    const late = new Date(now.getTime() - overdueDays * DAY_MS);
    const [rows, counts, people, lastFacts] = await Promise.all([
      readItems(tx, ctx, query, after),
      countOpen(tx, ctx, late),
      listPeople(tx, ctx),
      lastViewFacts(tx, ctx, new Date(now.getTime() - SAME_VIEW_MS), action),
    ]);
    const page = rows.slice(0, PAGE_SIZE);
    const last = page.at(-1);
    const value: Desk = {
      items: await toItems(tx, ctx, page, { overdueDays, late }),
      after: rows.length > PAGE_SIZE && last ? `${last.score}-${last.id}` : null,
      ...counts,
      people: people.filter(({ id }) => id !== ctx.actor.id),
    };
    const facts = { ...query };
    return lastFacts === encodeFacts(facts) ? unchanged(value) : { value, entries: [{ action, facts }] };
  });
}

function readItems(tx: Tx, ctx: Context, { state, rule, person }: DeskQuery, after: After): Promise<Row[]> {
  return tx.sql<Row[]>`
    select i.id, i.rule, i.person_id, i.person_name, i.score, i.facts, i.entries, i.found_at, i.open_since, i.state,
      array(select e.entry_id from review_item_entries e where e.org_id = i.org_id and e.item_id = i.id
        order by e.entry_id desc limit ${MOST_LINES}) as newest
    from review_items i
    where i.org_id = ${tx.orgId} and i.state = ${state} and i.person_id <> ${ctx.actor.id}
      and (${rule ?? null}::text is null or i.rule = ${rule ?? null})
      and (${person ?? null}::bigint is null or i.person_id = ${person ?? null})
      and (i.score, i.id) < (${after?.score ?? 101}, ${after?.id ?? '9223372036854775807'}::bigint)
    order by i.score desc, i.id desc limit ${PAGE_SIZE + 1}`;
}

async function countOpen(
  tx: Tx,
  ctx: Context,
  late: Date,
): Promise<{ open: number; overdue: number; lookedAt: string | null }> {
  const [row] = await tx.sql<[{ open: number; overdue: number; looked_at: string | null }]>`
    select count(*)::int as open, count(*) filter (where open_since <= ${late.toISOString()}::timestamptz)::int as overdue,
      (select at from review_positions where org_id = ${tx.orgId}) as looked_at
    from (
      select open_since from review_items
      where org_id = ${tx.orgId} and state = 'open' and person_id <> ${ctx.actor.id} limit ${MOST_COUNTED}) o`;
  const { open, overdue, looked_at } = row;
  return { open, overdue, lookedAt: looked_at && new Date(looked_at).toISOString() };
}

async function toItems(
  tx: Tx,
  ctx: Context,
  rows: readonly Row[],
  { overdueDays, late }: { overdueDays: number; late: Date },
): Promise<DeskItem[]> {
  const [lines, signed] = await Promise.all([readLines(tx, ctx, rows), readSignOffs(tx, rows)]);
  return rows.map((row) => {
    const { id, rule, score, state, entries } = row;
    const { title, why, found } = wordsOf(rule);
    const since = new Date(row.open_since);
    return {
      id,
      rule,
      title,
      why,
      found: found(row.facts),
      person: { id: row.person_id, name: row.person_name },
      score,
      state,
      entries,
      lines: row.newest.flatMap((entryId) => lines.get(entryId) ?? []),
      foundAt: new Date(row.found_at).toISOString(),
      dueAt: new Date(since.getTime() + overdueDays * DAY_MS).toISOString(),
      isOverdue: state === 'open' && since <= late,
      signOffs: signed.get(id) ?? [],
    };
  });
}

async function readLines(tx: Tx, ctx: Context, rows: readonly Row[]): Promise<Map<Id, EntryLine>> {
  const ids = [...new Set(rows.flatMap(({ newest }) => newest))];
  if (ids.length === 0) return new Map();
  const [metadata, entries] = await Promise.all([metadataFor(tx, ctx), entriesById(tx, ids, writtenAround(ids))]);
  return new Map(entries.map((entry) => [entry.id, toEntryLine(entry, metadata, ctx.rights)]));
}

/** By item, the newest first. */
async function readSignOffs(tx: Tx, rows: readonly Row[]): Promise<Map<Id, SignedOff[]>> {
  const found = await tx.sql<{ item_id: Id; id: Id; verdict: ReviewState; by_name: string; at: string }[]>`
    select item_id, id, verdict, by_name, at from review_sign_offs
    where org_id = ${tx.orgId} and item_id = any(${rows.map(({ id }) => id)}::bigint[]) order by id desc`;
  const signed = new Map<Id, SignedOff[]>();
  for (const { item_id, id, verdict, by_name: by, at } of found) {
    signed.set(item_id, [...(signed.get(item_id) ?? []), { id, verdict, by, at: new Date(at).toISOString() }]);
  }
  return signed;
}
