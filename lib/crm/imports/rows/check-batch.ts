/** Reads a batch of rows by the mapping and says of each what is to be done with it, or what is wrong with it. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import { givenValues } from '@/lib/crm/records/references';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { FileRow } from '../file/format';
import { widthOf } from '../file/inspect';
import type { RowProblem } from '../schemas';
import type { BatchPlan, CheckedBatch, Claimant, Refusal } from './batch';
import { keepAsItIs, type RowOver } from './keep-as-it-is';
import { knownRecords } from './known-records';
import { leaveEmpty, type ReadRow, readBatch } from './read-batch';
import type { NamedRecord } from './resolve-references';
import { sameAsEarlier } from './same-in-file';
import { inWords, labelOf, type Place, wrongWith } from './what-is-wrong';

export async function checkBatch(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  rows: readonly FileRow[],
): Promise<CheckedBatch> {
  const read = await readBatch(tx, ctx, plan, rows);
  const { holders: known, keyOf } = await knownRecords(tx, ctx, plan, read);
  if (plan.duplicates.action === 'overwrite') {
    const over = rows.flatMap((row, n): RowOver[] => {
      const one = read.rows[n] ?? NOTHING_READ;
      const holder = known.get(keyOf(one) ?? '');
      return holder?.visible ? [{ row, read: one, id: holder.id }] : [];
    });
    await keepAsItIs(tx, ctx, { module: read.module, mapping: plan.mapping }, over);
  }
  leaveEmpty(plan, read.rows);
  const claimed = new Map<string, Claimant>();
  const batch = emptyBatch(rows.length, claimed);
  for (const [n, { row, cells }] of rows.entries()) {
    if (widthOf(cells, plan.headers.length) !== plan.headers.length) {
      const problem = `This row has ${cells.length} columns, the header has ${plan.headers.length}.`;
      refuse(batch, row, [{ field: null, problem }], [{ code: 'INVALID_DATA', field: null }]);
      continue;
    }
    const one = read.rows[n] ?? NOTHING_READ;
    const key = keyOf(one);
    const holder = key === null ? undefined : known.get(key);
    const earlier = key === null ? undefined : (claimed.get(key) ?? plan.seen?.get(key));
    const isEarlier = earlier !== undefined;
    // What the earlier row makes must be there first: the rest of the batch waits for it.
    if (isEarlier && !plan.seen && plan.duplicates.action === 'overwrite') {
      batch.settled = n;
      break;
    }
    const place: Place = { key, holder, isThere: isEarlier || (holder?.visible ?? false), known, claimed, earlier };
    const wrong = wrongWith(plan, read.module, one, place);
    const before = key === null ? undefined : plan.before?.get(key);
    const isTold = isEarlier || (place.isThere && (holder?.own === true || before !== undefined));
    const told = isTold ? [sameAsEarlier(read.module, plan.duplicates, row, earlier?.row ?? before)] : [];
    if (place.isThere && !holder?.several && !holder?.damaged && plan.duplicates.action === 'skip') {
      batch.skipped += 1;
      batch.problems.push(...told);
    } else if (Object.keys(wrong).length > 0) {
      const codes = Object.entries(wrong).map(([field, { code }]) => ({ code, field }));
      refuse(batch, row, inWords(read.module, wrong), codes);
    } else {
      const claimant = { row, first: earlier?.first ?? row };
      for (const { token } of one.claims) claimed.set(token, claimant);
      if (key !== null) claimed.set(key, claimant);
      batch.problems.push(...told);
      if ((read.waiting[n] ?? []).length > 0) batch.waiting.push(row);
      batch.toCreate.push(...takeNamed(plan, read.named, one.changes));
      take(batch, read.module, { row, ...one }, place);
    }
  }
  if (plan.seen) for (const [token, claimant] of claimed) plan.seen.set(token, claimant);
  return batch;
}

const NOTHING_READ: ReadRow = { id: null, changes: {}, errors: {}, claims: [], notes: [], left: {} };

const emptyBatch = (settled: number, claimed: CheckedBatch['claimed']): CheckedBatch => ({
  settled,
  claimed,
  good: [],
  overwrites: [],
  skipped: 0,
  failed: 0,
  problems: [],
  refusals: [],
  toCreate: [],
  waiting: [],
});

function refuse(
  batch: CheckedBatch,
  row: number,
  problems: readonly Omit<RowProblem, 'row'>[],
  errors: Refusal['errors'],
): void {
  batch.failed += 1;
  batch.problems.push(...problems.map((problem) => ({ row, ...problem })));
  batch.refusals.push({ row, errors });
}

/** A row that changes its record or becomes one; what was left empty or rounded in it is listed. */
function take(
  batch: CheckedBatch,
  module: ModuleDefinition,
  { row, ...read }: ReadRow & { row: number },
  { isThere, holder }: Place,
): void {
  const listed = read.notes.map(([name, problem]) => ({ row, field: labelOf(module, name), problem, isTaken: true }));
  batch.problems.push(...listed);
  if (isThere) batch.overwrites.push({ row, id: holder?.id ?? '', changes: read.changes });
  else {
    const values = givenValues(module, read.changes).map(([field, value]) => [field.apiName, value]);
    batch.good.push({ row, ownerId: read.ownerId, values: Object.fromEntries(values) });
  }
}

/** The records to be created that a row names, each once. */
function takeNamed(plan: BatchPlan, named: Map<Id, NamedRecord>, changes: ValueChanges): NamedRecord[] {
  if (named.size === 0) return [];
  const taken: NamedRecord[] = [];
  for (const id of Object.values(changes).flat()) {
    const record = typeof id === 'string' ? named.get(id) : undefined;
    if (!record) continue;
    named.delete(record.id);
    const key = `${record.module.id} ${record.key}`;
    if (!plan.named?.has(key)) taken.push(record);
    plan.named?.add(key);
  }
  return taken;
}
