/**
 * Checks an org's ledger against itself: the fsck of what the entries alone can prove.
 * Guarantees to find: an entry whose content was changed after it was written, one inserted without its right leaf hash,
 * one inserted twice, one removed while its pending mark stayed, one without its mark, a table that lost its append-only
 * trigger. Against: whoever writes to the database without knowing all of this format.
 * Does not find: an entry removed together with its mark, or one that was forged with a leaf hash and a mark of its own.
 * Those need the signed tree, which holds the marks' successors.
 */
import type postgres from 'postgres';
import { inOrg } from '../db/transaction';
import type { Id } from '../ids';
import { type Entry, leafHashOf } from './entry';

export interface Problem {
  /** Null when it is about the table itself. */
  entryId: Id | null;
  /** What is wrong, to follow "entry 42 ". */
  what: string;
}

export interface Verification {
  orgId: Id;
  /** How many entries were found good. */
  entries: number;
  /** The first bad one found, in the order of ids. */
  problem: Problem | null;
}

const BATCH = 2000;

interface StoredEntry {
  org_id: Id;
  id: Id;
  at: string;
  action: Entry['action'];
  outcome: Entry['outcome'];
  actor_kind: Entry['actorKind'];
  actor_id: Id;
  actor_name: string;
  request_id: string;
  ip: string | null;
  module: string | null;
  record_id: Id | null;
  subject_id: Id | null;
  door: Entry['door'];
  purpose: string | null;
  fields: string[];
  facts: string;
  sealed_detail: Buffer | null;
  salt: Buffer;
  leaf_hash: Buffer;
  marked: boolean;
}

/** Reads every entry of an org once, in one moment, and stops at the first bad one. */
export async function verifyOrg(orgId: Id): Promise<Verification> {
  return inOrg(
    orgId,
    async ({ sql }) => {
      const checked = { orgId, entries: 0 };
      const lost = await firstLostEntry(sql);
      let edge: Edge = { id: '0', at: '-infinity' };
      for (;;) {
        const rows = await readBatch(sql, edge);
        for (const row of rows) {
          if (lost && BigInt(lost) < BigInt(row.id)) return { ...checked, problem: removed(lost) };
          const what = row.id === edge.id ? 'is there twice' : problemOf(row);
          if (what) return { ...checked, problem: { entryId: row.id, what } };
          edge = row;
          checked.entries += 1;
        }
        if (rows.length < BATCH) return { ...checked, problem: lost ? removed(lost) : null };
      }
    },
    'repeatable read',
  );
}

const removed = (entryId: Id): Problem => ({ entryId, what: 'was removed: its pending mark is still there' });

function problemOf(row: StoredEntry): string | null {
  if (!leafHashOf(toEntry(row)).equals(row.leaf_hash)) return 'does not match its leaf hash: it was changed or forged';
  if (!row.marked) return 'has no pending mark: it was not written by Careledger, or its mark was removed';
  return null;
}

/** The oldest mark without an entry. */
async function firstLostEntry(sql: postgres.TransactionSql): Promise<Id | null> {
  const [row] = await sql<{ entry_id: Id }[]>`
    select entry_id from ledger_pending p
    where org_id = app.org_id()
      and not exists (select from ledger_entries e where e.org_id = p.org_id and e.id = p.entry_id)
    order by entry_id limit 1`;
  return row?.entry_id ?? null;
}

type Edge = Pick<StoredEntry, 'id' | 'at'>;

/** The entries after an edge. By id and time, as the primary key has it, so that a second one of the same id is seen. */
async function readBatch(sql: postgres.TransactionSql, edge: Edge): Promise<StoredEntry[]> {
  return sql<StoredEntry[]>`
    select e.*, p.entry_id is not null as marked
    from ledger_entries e
    left join ledger_pending p on p.org_id = e.org_id and p.entry_id = e.id
    where e.org_id = app.org_id() and (e.id, e.at) > (${edge.id}::bigint, ${edge.at}::timestamptz)
    order by e.id, e.at limit ${BATCH}`;
}

function toEntry(row: StoredEntry): Entry {
  return {
    orgId: row.org_id,
    id: row.id,
    at: new Date(row.at),
    action: row.action,
    outcome: row.outcome,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    requestId: row.request_id,
    ip: row.ip,
    module: row.module,
    recordId: row.record_id,
    subjectId: row.subject_id,
    door: row.door,
    purpose: row.purpose,
    fields: row.fields,
    facts: row.facts,
    sealedDetail: row.sealed_detail,
    salt: row.salt,
  };
}
