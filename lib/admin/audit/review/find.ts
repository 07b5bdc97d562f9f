/**
 * Finds what is worth a look among entries that are new (45 CFR 164.308(a)(1)(ii)(D)). Guarantees: each entry of the tree is
 * looked through once, in the order of its leaves, by however many workers; what was found and up to where is one transaction,
 * so that a worker that dies at any point loses nothing and doubles nothing; what is found is an event that names each item,
 * its rule and whose acts it is about, by which the report notices an item that SQL took away or changed.
 * Against: whoever forgets to look. Does not: judge. An entry that somebody removed from the ledger is the verifier's to find.
 */
import { systemContext } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readSetting } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { writtenAround } from '@/lib/protection/ledger/written-around';
import { mutate, recordedOr, unchanged } from '@/lib/protection/mutate';
import { type ActRow, gatherEvidence } from './evidence';
import { type KeptFinding, keepFindings } from './items';
import { lockPosition, movePosition } from './position';
import { findAll } from './rules/all';
import { reviewSettingsOf } from './settings-of';

const AT_ONCE = 1000;

export interface Found {
  looked: number;
  /** Items made, and those that got more entries. */
  items: number;
  /** There may be more to look through. */
  isFull: boolean;
}

/** Looks through the next entries of an org, at most 1,000. */
export function findReviews(orgId: Id, at: Date, most = AT_ONCE): Promise<Found> {
  const action = 'review.find';
  return mutate<Found>(systemContext(orgId, action), action, async (tx) => {
    const next = await lockPosition(tx, at);
    const leaves = await tx.sql<{ index: string; entry_id: Id }[]>`
      select index, entry_id from ledger_leaves where org_id = ${orgId} and index >= ${next.leaf}
      order by index limit ${most}`;
    const last = leaves.at(-1);
    const nothing = { looked: 0, items: 0, isFull: false };
    if (!last) return next.isNew ? recordedOr('job', nothing, []) : unchanged(nothing);
    const ids = leaves.map(({ entry_id }) => entry_id);
    const settings = reviewSettingsOf(await readSetting(tx, 'review'));
    const evidence = await gatherEvidence(tx, await readActs(tx, ids), settings);
    const kept = await keepFindings(tx, findAll(evidence, settings), at);
    const to = Number(last.index);
    await movePosition(tx, to + 1, at);
    const value = { looked: leaves.length, items: kept.length, isFull: leaves.length === most };
    return recordedOr('job', value, entriesOf(kept, { from: next.leaf, to, ...(next.isAgain && { again: true }) }));
  });
}

/** The entries of leaves, in the order in which they were made. */
async function readActs(tx: Tx, ids: readonly Id[]): Promise<ActRow[]> {
  const written = writtenAround(ids);
  return tx.sql<ActRow[]>`
    select id, at, action, outcome, actor_kind, actor_id, actor_name, module, record_id from ledger_entries
    where org_id = ${tx.orgId} and id = any(${ids as Id[]}::bigint[])
      and at between ${written.from}::timestamptz and ${written.to}::timestamptz
    order by id`;
}

function entriesOf(kept: readonly KeptFinding[], leaves: { from: number; to: number; again?: true }): NewEntry[] {
  if (kept.length === 0 && !leaves.again) return [];
  const made = kept.filter(({ isNew }) => isNew);
  const rules: Record<string, number> = {};
  for (const { rule } of made) rules[rule] = (rules[rule] ?? 0) + 1;
  const facts = { found: made.length, rules, grown: kept.length - made.length, ...leaves };
  return [
    {
      action: 'review.find',
      facts: { ...facts, items: made.map(({ id, rule, personId }) => ({ id, rule, personId })) },
    },
  ];
}
