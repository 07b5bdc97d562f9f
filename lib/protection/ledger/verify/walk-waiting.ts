/** Looks at the entries that have no leaf yet: each has its mark, and says what it said. */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { ExplainedExpiries } from '../retention/explained';
import { explains, STATE_PARTS, type StatePart } from '../tree/state';
import { checkEntry } from './check-entry';
import { invalid } from './finding';
import { type Restoration, restorationIn } from './published';
import { readEntries } from './read-entries';

const BATCH = 2_000;

export interface Waiting {
  count: number;
  /** When the oldest was written. */
  since: Date | null;
  /** The parts of the security state that they may have changed. */
  explained: Set<StatePart>;
  /** What they say of backups that were put back. */
  restorations: Restoration[];
}

/** @throws Found */
export async function walkWaiting(tx: Tx, keys: OrgKeys, expiries: ExplainedExpiries): Promise<Waiting> {
  const waiting: Waiting = { count: 0, since: null, explained: new Set(), restorations: [] };
  for (let after: Id = '0'; ; ) {
    const marks = await readMarks(tx, after);
    const byId = await readEntries(tx, marks);
    for (const id of marks) {
      const [row, twin] = byId.get(id) ?? [];
      if (!row) throw invalid(id, 'was removed: its pending mark is still there');
      if (twin) throw invalid(id, 'is there twice');
      if (row.expiredBy !== null) throw invalid(id, 'has no body, and has not been signed yet');
      const entry = checkEntry(keys, row);
      expiries.onEntry(entry);
      for (const part of STATE_PARTS) if (explains(entry, part)) waiting.explained.add(part);
      waiting.restorations.push(...restorationIn(entry));
      waiting.count += 1;
      if (waiting.since === null || entry.at < waiting.since) waiting.since = entry.at;
      after = id;
    }
    if (marks.length < BATCH) return waiting;
  }
}

async function readMarks(tx: Tx, after: Id): Promise<Id[]> {
  const marks = await tx.sql<{ id: Id }[]>`
    select entry_id as id from ledger_pending
    where org_id = ${tx.orgId} and entry_id > ${after} order by entry_id limit ${BATCH}`;
  return marks.map(({ id }) => id);
}

/** Whether the org has entries that are neither leaves nor marked, or are there more than once. @throws Found by the first */
export async function assertNoOthers(tx: Tx, known: number): Promise<void> {
  const [row] = await tx.sql<[{ count: string }]>`
    select count(*) as count from ledger_entries where org_id = ${tx.orgId}`;
  if (Number(row.count) === known) return;
  const [stray] = await tx.sql<{ id: Id }[]>`
    select e.id from ledger_entries e
    where e.org_id = ${tx.orgId}
      and not exists (select from ledger_leaves l where l.org_id = e.org_id and l.entry_id = e.id)
      and not exists (select from ledger_pending p where p.org_id = e.org_id and p.entry_id = e.id)
    order by e.id limit 1`;
  if (stray) {
    throw invalid(
      stray.id,
      'has no leaf and no pending mark: it was not written by Careledger, or its mark was removed',
    );
  }
  const [twice] = await tx.sql<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${tx.orgId} group by id having count(*) > 1 order by id limit 1`;
  throw invalid(twice?.id ?? null, twice ? 'is there twice' : 'Entries are there that nothing accounts for.');
}
