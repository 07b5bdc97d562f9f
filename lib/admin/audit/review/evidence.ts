/**
 * Gathers what the rules look at, for entries that are new. Guarantees: bounded reads (a day back, 5,000 acts a person, by
 * indexes), and nothing of a record but which last names equal their reader's, and which records somebody has to do with.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { busyWith } from './busy-with';
import { add, type Before, type People, readBefore, readPeople } from './people-of-acts';
import { type Act, type Evidence, EXPORTS, READS, REVEALS, SEES } from './rules/rule';
import { sameSurname } from './same-names';
import type { ReviewSettings } from './settings-schema';

/** An entry as it is read for the rules. */
export interface ActRow {
  id: Id;
  at: Date | string;
  action: string;
  outcome: 'done' | 'refused';
  actor_kind: string;
  actor_id: Id;
  actor_name: string;
  module: string | null;
  record_id: Id | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A night or a day of any time zone lies in it, whatever the moment. */
const BACK_MS = 26 * HOUR_MS;
const USUAL_DAYS = 30;
const MOST_OF_ONE = 5000;

/** @param rows new entries, in their order */
export async function gatherEvidence(tx: Tx, rows: readonly ActRow[], settings: ReviewSettings): Promise<Evidence> {
  // A failed sign-in is no act of whose account it is.
  const told = rows.filter(({ action }) => action !== 'user.sign_in_failed');
  const people = await readPeople(tx, [...new Set(told.map(({ actor_id }) => actor_id))]);
  const acts = toActs(told, people);
  const [first] = acts;
  if (!first) return NOTHING;
  const times = acts.map(({ at }) => at.getTime());
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const [rowsBefore, before] = await Promise.all([
    readRecent(tx, people, from - BACK_MS, to),
    readBefore(tx, people, from - BACK_MS),
  ]);
  const recent = toActs(rowsBefore, people);
  const seen = recent.filter(({ action, outcome, recordId }) => outcome === 'done' && recordId && READS.has(action));
  const [usual, lastBefore, firstTimes, named, busy] = await Promise.all([
    settings.bulk_reveal.on ? readUsual(tx, people, from) : new Map<Id, number>(),
    settings.dormant_account.on ? readLast(tx, people, acts) : new Map<Id, Date>(),
    settings.first_export.on ? readFirstTimes(tx, told) : new Set<Id>(),
    settings.same_surname.on
      ? sameSurname(tx, seen, namesOf(rowsBefore, people, before), settings.same_surname.marked)
      : new Set<string>(),
    settings.no_open_activity.on ? busyWith(tx, seen) : new Set<string>(),
  ]);
  const zones = new Map([...people.values()].map(({ id, time_zone }) => [id, time_zone]));
  return {
    acts,
    recent,
    zones,
    zonesBefore: before.zones,
    usual,
    lastBefore,
    firstTimes,
    sameSurname: named,
    busyWith: busy,
  };
}

const NOTHING: Evidence = {
  acts: [],
  recent: [],
  zones: new Map(),
  zonesBefore: new Map(),
  usual: new Map(),
  lastBefore: new Map(),
  firstTimes: new Set(),
  sameSurname: new Set(),
  busyWith: new Set(),
};

const toActs = (rows: readonly ActRow[], people: People): Act[] =>
  rows.flatMap((row) => {
    const person = people.get(row.actor_id);
    if (!person || (row.actor_kind !== 'user' && row.actor_kind !== 'client')) return [];
    const { id, action, outcome, module, record_id: recordId } = row;
    const whose = { personId: person.id, personName: person.name, byProgram: row.actor_kind === 'client' };
    return [{ id, at: new Date(row.at), action: action as LedgerAction, outcome, module, recordId, ...whose }];
  });

/** By person: every name that their account has, has had of late, or had when it acted. */
function namesOf(rows: readonly ActRow[], people: People, { names }: Before): Map<Id, Set<string>> {
  const all = new Map([...names].map(([id, some]) => [id, new Set(some)]));
  for (const { id, name } of people.values()) add(all, id, name);
  for (const { actor_kind, actor_id, actor_name } of rows) if (actor_kind === 'user') add(all, actor_id, actor_name);
  return all;
}

const actorsOf = (people: People): Id[] => [...people.keys()];

/** What the same actors saw or were refused since, in order. */
function readRecent(tx: Tx, people: People, fromMs: number, toMs: number): Promise<ActRow[]> {
  return tx.sql<ActRow[]>`
    select e.* from unnest(${actorsOf(people)}::bigint[]) as a (id)
    cross join lateral (
      select id, at, action, outcome, actor_kind, actor_id, actor_name, module, record_id from ledger_entries
      where org_id = ${tx.orgId} and actor_id = a.id and id >= ${firstIdAt(fromMs)} and id < ${firstIdAt(toMs + DAY_MS)}
        and at between ${new Date(fromMs).toISOString()}::timestamptz and ${new Date(toMs).toISOString()}::timestamptz
        and action <> 'user.sign_in_failed' and (action = any(${[...SEES]}::text[]) or outcome = 'refused')
      order by id desc limit ${MOST_OF_ONE}) e
    order by e.id`;
}

/** By person, with all their programs: reveals in an hour in which there were any, in the 30 days before. */
async function readUsual(tx: Tx, people: People, fromMs: number): Promise<Map<Id, number>> {
  const hour = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  const since = hour - USUAL_DAYS * DAY_MS;
  const persons = [...people.values()].map(({ id }) => id);
  const rows = await tx.sql<{ person_id: Id; usual: number }[]>`
    select a.person_id, count(*)::float / count(distinct date_trunc('hour', e.at)) as usual
    from unnest(${actorsOf(people)}::bigint[], ${persons}::bigint[]) as a (id, person_id)
    join ledger_entries e on e.org_id = ${tx.orgId} and e.actor_id = a.id
      and e.id >= ${firstIdAt(since)} and e.id < ${firstIdAt(hour)}
      and e.at between ${new Date(since).toISOString()}::timestamptz and ${new Date(hour).toISOString()}::timestamptz
      and e.action = any(${[...REVEALS]}::text[]) and e.outcome = 'done'
    group by a.person_id`;
  return new Map(rows.map(({ person_id, usual }) => [person_id, usual]));
}

/** When each person acted last before their first new act; where they never did, when their account was made. */
async function readLast(tx: Tx, people: People, acts: readonly Act[]): Promise<Map<Id, Date>> {
  const firsts = new Map<Id, Id>();
  for (const { personId, id, byProgram } of acts) if (!byProgram && !firsts.has(personId)) firsts.set(personId, id);
  const rows = await tx.sql<{ id: Id; at: string | null }[]>`
    select f.id, (
      select e.at from ledger_entries e
      where e.org_id = ${tx.orgId} and e.actor_id = f.id and e.id < f.first and e.action <> 'user.sign_in_failed'
      order by e.id desc limit 1) as at
    from unnest(${[...firsts.keys()]}::bigint[], ${[...firsts.values()]}::bigint[]) as f (id, first)`;
  return new Map(
    rows.flatMap(({ id, at }) => {
      const since = at ?? people.get(id)?.created_at;
      return since === undefined ? [] : [[id, new Date(since)] as const];
    }),
  );
}

/** Those of the entries that are the first of their act by their actor. */
async function readFirstTimes(tx: Tx, told: readonly ActRow[]): Promise<Set<Id>> {
  const exports = told.filter(({ action, outcome }) => outcome === 'done' && EXPORTS.has(action as LedgerAction));
  if (exports.length === 0) return new Set();
  const rows = await tx.sql<{ id: Id }[]>`
    select n.id from unnest(
      ${exports.map(({ id }) => id)}::bigint[], ${exports.map(({ actor_id }) => actor_id)}::bigint[],
      ${exports.map(({ action }) => action)}::text[]) as n (id, actor_id, action)
    where not exists (
      select from ledger_entries e
      where e.org_id = ${tx.orgId} and e.actor_id = n.actor_id and e.action = n.action and e.outcome = 'done'
        and e.id < n.id)`;
  return new Set(rows.map(({ id }) => id));
}
