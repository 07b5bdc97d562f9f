/** What was written of a record's disclosures, repeats summed as 45 CFR 164.528(b)(3) allows. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Exit } from '@/lib/protection/accounting/exits';
import { type FoundLine, isLineKept, lineColumns } from '@/lib/protection/accounting/kept-line';
import type { Period } from './period';

/** Disclosures by one way to the same recipient for the same purpose: the first, how many, the last. */
export interface SummedLine {
  exit: Exit;
  recipient: string;
  address: string;
  purpose: string;
  /** Null of a conversation. */
  moduleId: Id | null;
  /** API names, of all of them together. */
  fields: string[];
  /** ISO times. */
  firstAt: string;
  lastAt: string;
  times: number;
  /** Not as Careledger wrote them: put in or changed by SQL. */
  forged: boolean;
}

/** How many are read and checked at a time. */
const BATCH = 5000;

/**
 * Of some records and the conversations linked to them, those that are gone too, in the order of the first of each. Those
 * that are not as Careledger wrote them are summed apart.
 */
export async function readLines(
  tx: Tx,
  recordIds: readonly Id[],
  period: Period,
): Promise<{ lines: SummedLine[]; forgedIds: Id[] }> {
  const keys = await keysOf(tx);
  const sums = new Map<string, SummedLine>();
  const forged = new Set<Id>();
  let waiting: { line: FoundLine; kept: boolean } | null = null;
  const add = ({ line, kept }: { line: FoundLine; kept: boolean }) => {
    addTo(sums, line, !kept);
    if (!kept) forged.add(line.id);
  };
  for (let after: Id | null = '0'; after !== null; ) {
    const found: FoundLine[] = await nextLines(tx, recordIds, period, after);
    for (const line of found) {
      const kept = isLineKept(keys, line);
      // A line that is found in two ways is one: ours, where it is by one of them.
      if (waiting?.line.id === line.id) waiting.kept ||= kept;
      else {
        if (waiting) add(waiting);
        waiting = { line, kept };
      }
    }
    const isCut = new Set(found.map(({ id }) => id)).size === BATCH;
    after = isCut ? (found.at(-1)?.id ?? null) : null;
  }
  if (waiting) add(waiting);
  const lines = [...sums.values()].map((line) => ({ ...line, fields: line.fields.sort() }));
  return { lines: lines.sort(inOrder), forgedIds: [...forged] };
}

/** At most so many lines with all the ways by which each is found. */
const nextLines = (tx: Tx, recordIds: readonly Id[], { from, to }: Period, after: Id) => {
  const ids = recordIds as Id[];
  return tx.sql<FoundLine[]>`
    with found as (
      select disclosure_id as id, record_id, 'record' as via, mac from disclosure_records
      where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[])
      union all
      select d.id, c.record_id, 'linked', null from chat_conversations c
      join disclosures d on d.org_id = c.org_id and d.conversation_id = c.id
      where c.org_id = ${tx.orgId} and c.record_id = any(${ids}::bigint[])
      union all
      select d.id, r.record_id, 'gone', r.mac from disclosure_records r
      join disclosures d on d.org_id = r.org_id and d.conversation_id = r.disclosure_id
      where r.org_id = ${tx.orgId} and r.record_id = any(${ids}::bigint[])),
    next as (
      select distinct d.id from found join disclosures d on d.org_id = ${tx.orgId} and d.id = found.id
      where d.id > ${after} and d.at >= ${from}::date::timestamp at time zone 'UTC'
        and d.at < (${to}::date + 1)::timestamp at time zone 'UTC'
      order by d.id limit ${BATCH})
    select ${lineColumns(tx)}, d.mac, found.record_id as "recordId", found.via, found.mac as "recordMac"
    from next
    join disclosures d on d.org_id = ${tx.orgId} and d.id = next.id
    join found on found.id = d.id
    order by d.id`;
};

function addTo(sums: Map<string, SummedLine>, line: FoundLine, forged: boolean): void {
  const { exit, recipient, address, purpose, moduleId, fields, at } = line;
  const key = JSON.stringify([exit, recipient, address, purpose, moduleId, forged]);
  const sum = sums.get(key);
  if (!sum) {
    const own = { exit, recipient, address, purpose, moduleId, fields: [...new Set(fields)] };
    sums.set(key, { ...own, firstAt: at, lastAt: at, times: 1, forged });
    return;
  }
  for (const field of fields) if (!sum.fields.includes(field)) sum.fields.push(field);
  if (at < sum.firstAt) sum.firstAt = at;
  if (at > sum.lastAt) sum.lastAt = at;
  sum.times += 1;
}

const inOrder = (one: SummedLine, other: SummedLine): number =>
  compare(one.firstAt, other.firstAt) ||
  compare(one.recipient, other.recipient) ||
  compare(one.exit, other.exit) ||
  compare(one.purpose, other.purpose);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
