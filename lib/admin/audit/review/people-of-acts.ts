/**
 * Whose acts entries are, and what their own account said before. Guarantees: a person and all programs that act for them are
 * one, whichever of them acts just now; a name or a time zone that somebody gave themselves does not stand alone for a week.
 * Against: whoever splits what they do, or changes their own account before it.
 * Does not: know what an account said longer ago.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { firstIdAt, type Id } from '@/lib/platform/ids';
import { readFacts } from '@/lib/protection/ledger/facts-text';

interface Person {
  /** The actor: the person, or a program that acts for them. */
  actor_id: Id;
  id: Id;
  name: string;
  time_zone: string;
  created_at: string;
}

export type People = ReadonlyMap<Id, Person>;

/** By actor: those who act, and every other actor of the same people. The system and visitors are none. */
export async function readPeople(tx: Tx, actorIds: readonly Id[]): Promise<People> {
  const rows = await tx.sql<Person[]>`
    with owners as (
      select id from users where org_id = ${tx.orgId} and id = any(${actorIds as Id[]}::bigint[])
      union
      select owner_id from api_clients where org_id = ${tx.orgId} and id = any(${actorIds as Id[]}::bigint[]))
    select a.actor_id, u.id, u.name, u.time_zone, u.created_at from (
      select id as actor_id, id as user_id from owners
      union all
      select c.id, c.owner_id from api_clients c join owners o on o.id = c.owner_id where c.org_id = ${tx.orgId}) a
    join users u on u.org_id = ${tx.orgId} and u.id = a.user_id`;
  return new Map(rows.map((row) => [row.actor_id, row]));
}

/** By person: what their account said before they changed it themselves. */
export interface Before {
  names: Map<Id, Set<string>>;
  zones: Map<Id, Set<string>>;
}

const CHANGES_COUNT_MS = 7 * 86_400_000;
const MOST_CHANGES = 1000;

/** The entry of such a change has the name of before as its actor's, and the zone of before in its facts. */
export async function readBefore(tx: Tx, people: People, fromMs: number): Promise<Before> {
  const ids = [...new Set([...people.values()].map(({ id }) => id))];
  const since = fromMs - CHANGES_COUNT_MS;
  const rows = await tx.sql<{ actor_id: Id; actor_name: string; facts: string }[]>`
    select actor_id, actor_name, facts from ledger_entries
    where org_id = ${tx.orgId} and action = 'user.update' and outcome = 'done' and actor_id = any(${ids}::bigint[])
      and subject_id = actor_id and id >= ${firstIdAt(since)} and at >= ${new Date(since).toISOString()}::timestamptz
    order by id desc limit ${MOST_CHANGES}`;
  const before: Before = { names: new Map(), zones: new Map() };
  for (const { actor_id, actor_name, facts } of rows) {
    add(before.names, actor_id, actor_name);
    const { old } = readFacts(facts);
    const zone = typeof old === 'object' && old !== null && 'timeZone' in old ? old.timeZone : undefined;
    if (typeof zone === 'string') add(before.zones, actor_id, zone);
  }
  return before;
}

/** Adds a value to what is known of a person. */
export function add(known: Map<Id, Set<string>>, personId: Id, value: string): void {
  known.set(personId, (known.get(personId) ?? new Set()).add(value));
}
