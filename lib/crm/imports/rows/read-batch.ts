import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { holdModules } from '@/lib/crm/records/hold-values';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { FieldErrors } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { choiceFor, readersFor } from '../columns/choices';
import type { BadCell } from '../columns/reading';
import type { FileRow } from '../file/format';
import type { BatchPlan } from './batch';
import { OWNER } from './duplicates';
import { type Claim, claimsOf } from './find-duplicates';
import { findOwners, type NamedRecord, type NamedUser, resolveReferences } from './resolve-references';
import { inputOf, inZone, readRow } from './row-input';

/** A row as its columns are read. */
export interface ReadRow {
  /** Of a column of record ids. */
  id: string | null;
  /** Whom a new record belongs to; absent: whoever imports. */
  ownerId?: Id | undefined;
  changes: ValueChanges;
  /** API name → what is wrong with the cell. */
  errors: FieldErrors;
  /** API name, and what is to be listed of the cell. */
  notes: [string, string][];
  /** API name → whom the cell names, of fields of people where somebody has left. */
  left: Readonly<Record<string, readonly NamedUser[]>>;
  claims: readonly Claim[];
}

export interface ReadBatch {
  /** With times read in the person's zone. */
  module: ModuleDefinition;
  rows: ReadRow[];
  /** Records that rows name and that are not there yet. */
  named: Map<Id, NamedRecord>;
  /** Of each row, what it points to in the file that is no record yet. */
  waiting: readonly (readonly unknown[])[];
}

/** Reads the cells of a batch, with what they point to; holds the modules in which records are looked for. */
export async function readBatch(tx: Tx, ctx: Context, plan: BatchPlan, rows: readonly FileRow[]): Promise<ReadBatch> {
  const module = inZone(plan.module, ctx.timeZone, plan);
  const readers = readersFor(module, plan.mapping, plan.columns ?? {});
  const inputs = rows.map((row) => inputOf(row, { module, mapping: plan.mapping, blanks: plan.blanks, readers }));
  const creating = fieldsThatCreate(plan);
  if (!plan.seen) await holdModules(tx, plan.keys, await modulesLookedThrough(tx, plan, creating));
  const given = inputs.map(({ values }) => values);
  const resolved = await resolveReferences(tx, ctx, { module, creating, within: plan.within }, given);
  const owners = await findOwners(tx, [...new Set(inputs.flatMap(({ owner }) => owner ?? []))]);
  const read = inputs.map(({ id, owner, values, errors: unread, notes }, n): ReadRow => {
    const { changes, errors } = readRow(module, values);
    const [ownerId, ...others] = owner === null ? [] : owners(owner);
    const isOwned = owner === null || (ownerId !== undefined && others.length === 0);
    const wrong = { ...errors, ...unread, ...resolved.errors[n], ...(!isOwned && { [OWNER]: NO_OWNER }) };
    for (const name of Object.keys(wrong)) delete changes[name];
    const left = resolved.left[n] ?? {};
    const cells = { changes, errors: wrong, notes: Object.entries(notes), left };
    return { id, ...(isOwned && { ownerId }), ...cells, claims: claimsOf(module, plan.keys, changes) };
  });
  return { module, rows: read, named: resolved.named, waiting: resolved.waiting };
}

const NO_OWNER = 'There is no active user of this id, or several of this name.';

/** API name → what happens with a bad cell of its column. */
const badCellsOf = ({ mapping, columns = {} }: BatchPlan): ReadonlyMap<string, BadCell> =>
  new Map(Object.entries(mapping).map(([column, apiName]) => [apiName, choiceFor(columns, column).bad]));

/** Where rows look whether a record is there before they make it: the module itself, and those whose records they name. */
async function modulesLookedThrough(tx: Tx, plan: BatchPlan, creating: ReadonlySet<string>): Promise<Id[]> {
  const { module, mapping, duplicates } = plan;
  const mapped = module.fields.filter(({ apiName }) => Object.values(mapping).includes(apiName));
  const { modules } = await metadataOf(tx);
  const named = mapped
    .filter(({ apiName }) => creating.has(apiName))
    .flatMap(({ options }) => modules.filter(({ apiName }) => apiName === options.lookupModule));
  const isOwn = duplicates.action !== 'create' || mapped.some(({ unique }) => unique);
  return [...(isOwn ? [module.id] : []), ...named.map(({ id }) => id)];
}

const fieldsThatCreate = (plan: BatchPlan): ReadonlySet<string> =>
  new Set([...badCellsOf(plan)].flatMap(([apiName, bad]) => (bad === 'create_record' ? [apiName] : [])));

/** Takes out of the rows' errors what is left empty by choice, and lists it, in place. */
export function leaveEmpty(plan: BatchPlan, rows: readonly ReadRow[]): void {
  const badCells = badCellsOf(plan);
  for (const { errors, notes } of rows) {
    for (const [name, problem] of Object.entries(errors)) {
      if (badCells.get(name) !== 'empty') continue;
      delete errors[name];
      const then = name === OWNER ? 'The record belongs to whoever imports it.' : 'The cell was left empty.';
      notes.push([name, `${problem} ${then}`]);
    }
  }
}
