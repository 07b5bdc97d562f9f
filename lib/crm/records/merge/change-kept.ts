import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import type { HeldTokens, Moved } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Changes } from '@/lib/protection/ledger/append';
import { loggable } from '../apply-changes';
import { readTokens } from '../before/held-tokens';
import { keepBefore } from '../before/keep';
import { takeOver } from '../before/take-over';
import { writeTaken } from '../before/write-taken';
import { assertOrder } from '../in-order';
import { assertRequiredStay } from '../read-input';
import { withoutEachOther } from './choose';
import type { MergeRow } from './lock';

export interface ChangedKept {
  /** API names of what changed. */
  names: string[];
  changes: Changes;
  /** Unique values that came along, with the record that had them. */
  unique: Moved['unique'];
  writes: PromiseLike<unknown>[];
  /** The commitment to the envelope, where it was made anew. */
  envelope: string | null;
}

export interface Choice {
  actId: Id;
  keepId: Id;
  otherIds: readonly Id[];
  rows: ReadonlyMap<Id, MergeRow>;
  /** Other record → API names of what is taken from it. */
  choices: ReadonlyMap<Id, string[]>;
}

/** Brings the chosen values to the record that stays; the caller awaits the writes. @throws invalid; OpenError */
export async function changeKept(
  tx: Tx,
  ctx: Context,
  seen: ModuleDefinition,
  { actId, keepId, otherIds, rows, choices }: Choice,
): Promise<ChangedKept> {
  const module = wholeOf(seen);
  const keys = await keysOf(tx);
  const own = rows.get(keepId) as MergeRow;
  const sources = [...choices].map(([id, names]) => ({ id, names, row: rows.get(id) as MergeRow }));
  const taken = takeOver(module, keys, { id: keepId, row: own }, sources);
  const cut = withoutEachOther(module, taken.row, taken.changes, [keepId, ...otherIds]);
  const changes = { ...taken.changes, ...cut };
  assertRequiredStay(module, changes);
  assertOrder(module, changes, own.values);
  const names = [...Object.keys(changes), ...taken.carried];
  if (names.length === 0) return { names, changes: {}, unique: [], writes: [], envelope: null };
  const tokens = await tokensTaken(tx, module, choices);
  const kept = await keepBefore(tx, module, actId, [{ id: keepId, row: own, version: own.version, names }]);
  const released = release(tx, tokens.unique);
  const taking = { id: keepId, ownerId: own.owner_id, taken: { ...taken, changes }, tokens };
  const { writes, envelope } = await writeTaken(tx, ctx, module, taking);
  return {
    names,
    changes: loggable(module, own.values, changes),
    unique: tokens.unique,
    writes: [...kept, released, ...writes],
    envelope,
  };
}

/** The tokens of what is taken, each from the record that it is taken from. */
async function tokensTaken(
  tx: Tx,
  module: ModuleDefinition,
  choices: ReadonlyMap<Id, string[]>,
): Promise<{ blind: HeldTokens['blind']; unique: Moved['unique'] }> {
  const idsOf = (names: readonly string[]) =>
    module.fields.filter(({ apiName }) => names.includes(apiName)).map(({ id }) => id);
  const held = await readTokens(tx, [...choices.keys()], idsOf([...choices.values()].flat()));
  const taken = [...choices].map(([from, names]) => {
    const ids = idsOf(names);
    const isTaken = ({ fieldId }: { fieldId: Id }) => ids.includes(fieldId);
    const tokens = held.get(from);
    return {
      blind: tokens?.blind.filter(isTaken) ?? [],
      unique: (tokens?.unique.filter(isTaken) ?? []).map((token) => ({ ...token, from })),
    };
  });
  return { blind: taken.flatMap(({ blind }) => blind), unique: taken.flatMap(({ unique }) => unique) };
}

/** A unique value has one holder: the record that it came from lets go of it first. */
const release = (tx: Tx, unique: Moved['unique']): PromiseLike<unknown> =>
  tx.sql`
    delete from unique_values u
    using jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as g ("fieldId" bigint, "from" bigint)
    where u.org_id = ${tx.orgId} and u.field_id = g."fieldId" and u.record_id = g."from"`.execute();
