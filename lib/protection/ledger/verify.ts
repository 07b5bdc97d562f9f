/**
 * Checks an org's ledger against itself: the fsck of what the entries alone can prove.
 * Guarantees to find: an entry whose content was changed after it was written, one inserted without its right leaf hash,
 * one inserted twice, one removed while its pending mark stayed, one without its mark, a table that lost its append-only
 * trigger. Against: whoever writes to the database without knowing all of this format.
 * Does not find: an entry removed together with its mark, or one that was forged with a leaf hash and a mark of its own.
 * Those need the signed tree, which holds the marks' successors.
 */
import type postgres from 'postgres';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
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
const MAX_ID: Id = String(2n ** 63n - 1n);

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
}

/** Reads every entry and every mark of an org once, in one moment and in the order of ids, and stops at the first bad one. */
export async function verifyOrg(orgId: Id): Promise<Verification> {
  return inOrg(
    orgId,
    async ({ sql }) => {
      let entries = 0;
      let edge: Edge = { id: '0', at: '-infinity' };
      for (;;) {
        const rows = await readBatch(sql, edge);
        const isLast = rows.length < BATCH;
        const marks = await readMarks(sql, edge.id, isLast ? MAX_ID : (rows.at(-1)?.id ?? MAX_ID));
        for (const row of rows) {
          const problem = problemOf(row, edge, marks);
          if (problem) return { orgId, entries, problem };
          edge = row;
          entries += 1;
        }
        const [lost] = marks;
        if (isLast) return { orgId, entries, problem: lost === undefined ? null : removed(lost) };
      }
    },
    'repeatable read',
  );
}

const removed = (entryId: Id): Problem => ({ entryId, what: 'was removed: its pending mark is still there' });

/** @param marks the pending marks not seen yet, in the order of ids; that of the row is taken out. */
function problemOf(row: StoredEntry, before: Edge, marks: Id[]): Problem | null {
  const [mark] = marks;
  if (mark !== undefined && BigInt(mark) < BigInt(row.id)) return removed(mark);
  if (row.id === before.id) return { entryId: row.id, what: 'is there twice' };
  if (!leafHashOf(toEntry(row)).equals(row.leaf_hash)) {
    return { entryId: row.id, what: 'does not match its leaf hash: it was changed or forged' };
  }
  if (mark !== row.id) {
    return { entryId: row.id, what: 'has no pending mark: it was not written by Careledger, or its mark was removed' };
  }
  marks.shift();
  return null;
}

type Edge = Pick<StoredEntry, 'id' | 'at'>;

/** The entries after an edge. By id and time, as the primary key has it, so that a second one of the same id is seen. */
async function readBatch(sql: postgres.TransactionSql, edge: Edge): Promise<StoredEntry[]> {
  return sql<StoredEntry[]>`
    select * from ledger_entries
    where org_id = app.org_id() and (id, at) > (${edge.id}::bigint, ${edge.at}::timestamptz)
    order by id, at limit ${BATCH}`;
}

/** The pending marks from one id, itself left out, to another. */
async function readMarks(sql: postgres.TransactionSql, after: Id, last: Id): Promise<Id[]> {
  const rows = await sql<{ entry_id: Id }[]>`
    select entry_id from ledger_pending
    where org_id = app.org_id() and entry_id > ${after} and entry_id <= ${last} order by entry_id`;
  return rows.map((row) => row.entry_id);
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
