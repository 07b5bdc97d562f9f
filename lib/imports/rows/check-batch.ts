/** Reads a batch of rows by the mapping and says of each what is to be done with it, or what is wrong with it. */
import type { Context } from '../../context';
import type { OrgKeys } from '../../crypto/keyring';
import type { Tx } from '../../db/transaction';
import type { FieldErrors } from '../../errors';
import type { Id } from '../../ids';
import { type FieldDefinition, findField, type ModuleDefinition } from '../../modules/definition';
import type { StoredValue } from '../../modules/field-types/type';
import { metadataOf } from '../../modules/metadata';
import { holdModules } from '../../records/hold-values';
import { missingRequired, requiredError, type ValueChanges } from '../../records/read-input';
import { givenValues } from '../../records/references';
import { choiceFor, readersFor } from '../columns/choices';
import type { BadCell, ColumnChoices } from '../columns/reading';
import type { FileRow } from '../file/format';
import { widthOf } from '../file/inspect';
import type { Mapping, RowProblem } from '../schemas';
import { type Duplicates, RECORD_ID } from './duplicates';
import { type Claim, claimsOf, fieldsNotTold, findByIds, findHolders, type Holder } from './find-duplicates';
import { findSame, sameFields, sameKey } from './find-same';
import { keepAsItIs } from './keep-as-it-is';
import { type NamedRecord, resolveReferences, type WithinFile } from './resolve-references';
import { type Blanks, inputOf, inZone, readRow } from './row-input';

export interface GoodRow {
  row: number;
  values: Record<string, StoredValue>;
}

export interface Overwrite {
  row: number;
  id: Id;
  changes: ValueChanges;
}

type RefusalCode = 'MANDATORY_NOT_FOUND' | 'INVALID_DATA' | 'DUPLICATE_DATA' | 'NO_PERMISSION';

/** Why a row is refused, for a program. */
interface Refusal {
  row: number;
  /** API names; null for the row as a whole. */
  errors: { code: RefusalCode; field: string | null }[];
}

export interface CheckedBatch {
  /** Rows settled: fewer than given when one would overwrite what an earlier row of the batch makes. */
  settled: number;
  good: GoodRow[];
  overwrites: Overwrite[];
  skipped: number;
  failed: number;
  /** Of rows refused, and of rows taken with something left empty or rounded. */
  problems: RowProblem[];
  refusals: Refusal[];
  /** Records that rows taken name, and that are not there yet. */
  toCreate: NamedRecord[];
  /** Rows taken that point to rows of the file which are not records yet. */
  waiting: number[];
}

export interface BatchPlan {
  module: ModuleDefinition;
  headers: readonly string[];
  mapping: Mapping;
  duplicates: Duplicates;
  keys: OrgKeys;
  /** Of a dry run: unique tokens of rows before this batch, which are not in the database. */
  seen?: Set<string>;
  /** Records are changed, none is made. */
  onlyExisting?: boolean;
  blanks?: Blanks;
  /** How columns are read, and what happens with a bad cell. Without it cells are exact: a program's file. */
  columns?: ColumnChoices;
  /** Of a dry run: what rows before this batch would create beside their own record. */
  named?: Set<string>;
  within?: WithinFile | undefined;
}

type Wrong = Record<string, { code: RefusalCode; problem: string }>;

const coded = (code: RefusalCode, errors: FieldErrors): Wrong =>
  Object.fromEntries(Object.entries(errors).map(([name, problem]) => [name, { code, problem }]));

const TAKEN = 'Another record has this value already.';
const SEVERAL = 'Several records are the same in this. Merge them first, or find records by their id.';
const IN_FILE = 'An earlier row of the file has this value already.';

export async function checkBatch(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  rows: readonly FileRow[],
): Promise<CheckedBatch> {
  const module = inZone(plan.module, ctx.timeZone, plan);
  const readers = readersFor(module, plan.mapping, plan.columns ?? {});
  const badCells = badCellsOf(plan);
  const inputs = rows.map((row) => inputOf(row, plan.mapping, module, plan.blanks, readers));
  const creating = fieldsThat('create_record', badCells);
  if (!plan.seen) await holdModules(tx, plan.keys, await modulesLookedThrough(tx, plan, creating));
  const {
    errors: unresolved,
    named,
    waiting,
  } = await resolveReferences(
    tx,
    ctx,
    module,
    inputs.map(({ values }) => values),
    { creating, within: plan.within },
  );
  const read = inputs.map(({ id, values, errors: unread, notes }, n) => {
    const { changes, errors } = readRow(module, values);
    const kept = leaveEmpty(badCells, { ...errors, ...unread, ...unresolved[n] }, notes, changes);
    return { id, changes, ...kept, claims: claimsOf(module, plan.keys, changes) };
  });
  if (plan.duplicates.by === RECORD_ID && plan.duplicates.action === 'overwrite') {
    await keepAsItIs(tx, ctx, module, plan.mapping, rows, read);
  }
  const same = sameFields(module, plan.duplicates);
  const known = await holdersFor(tx, ctx, { ...plan, module }, read, same);
  const batch: CheckedBatch = {
    settled: rows.length,
    good: [],
    overwrites: [],
    skipped: 0,
    failed: 0,
    problems: [],
    refusals: [],
    toCreate: [],
    waiting: [],
  };
  const claimed = new Set<string>();

  for (const [n, { row, cells }] of rows.entries()) {
    const { id, changes, errors, claims, notes } = read[n] ?? NOTHING_READ;
    const refuse = (problems: readonly Omit<RowProblem, 'row'>[], errors: Refusal['errors']) => {
      batch.failed += 1;
      batch.problems.push(...problems.map((problem) => ({ row, ...problem })));
      batch.refusals.push({ row, errors });
    };
    if (widthOf(cells, plan.headers.length) !== plan.headers.length) {
      const problem = `This row has ${cells.length} columns, the header has ${plan.headers.length}.`;
      refuse([{ field: null, problem }], [{ code: 'INVALID_DATA', field: null }]);
      continue;
    }
    const key = same.length > 0 ? sameKey(same, changes) : keyOf(plan, id, claims);
    const holder = key === null ? undefined : known.get(key);
    const isEarlier = key !== null && (claimed.has(key) || (plan.seen?.has(key) ?? false));
    // What the earlier row makes must be there first: the rest of the batch waits for it.
    if (isEarlier && !plan.seen && plan.duplicates.action === 'overwrite') {
      batch.settled = n;
      break;
    }
    const isThere = isEarlier || (holder?.visible ?? false);
    const by = plan.duplicates.by ?? '';
    const isLost = !isThere && key !== null && (plan.onlyExisting || key === id);
    const wrong: Wrong = {
      ...coded('MANDATORY_NOT_FOUND', {
        ...(!isThere && !plan.onlyExisting ? missingRequired(module, changes) : emptied(module, changes)),
        ...(plan.onlyExisting && key === null && { [by]: 'The record to change is not named.' }),
      }),
      ...coded('INVALID_DATA', errors),
      ...coded('DUPLICATE_DATA', clashes(plan, claims, known, claimed, isThere ? { key, holder } : {})),
      ...coded('DUPLICATE_DATA', holder?.several ? { [by]: SEVERAL } : {}),
      ...coded('INVALID_DATA', isLost ? { [by]: 'There is no such record.' } : {}),
      ...(isThere && plan.duplicates.action === 'overwrite' && holder && !holder.changeable
        ? coded('NO_PERMISSION', { [by]: 'You may see the record that has this value but not change it.' })
        : {}),
    };
    if (isThere && !holder?.several && plan.duplicates.action === 'skip') batch.skipped += 1;
    else if (Object.keys(wrong).length > 0) {
      const codes = Object.entries(wrong).map(([field, { code }]) => ({ code, field }));
      refuse(inWords(module, wrong), codes);
    } else {
      for (const { token } of claims) claimed.add(token);
      if (key !== null) claimed.add(key);
      const taken = notes.map(([name, problem]) => ({ row, field: labelOf(module, name), problem, isTaken: true }));
      batch.problems.push(...taken);
      if ((waiting[n] ?? []).length > 0) batch.waiting.push(row);
      batch.toCreate.push(...takeNamed(plan, named, changes));
      if (isThere) batch.overwrites.push({ row, id: holder?.id ?? '', changes });
      else {
        const values = givenValues(module, changes).map(([field, value]) => [field.apiName, value]);
        batch.good.push({ row, values: Object.fromEntries(values) });
      }
    }
  }
  if (plan.seen) for (const token of claimed) plan.seen.add(token);
  return batch;
}

const NOTHING_READ = { id: null, changes: {}, errors: {}, claims: [], notes: [] };

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

const fieldsThat = (what: BadCell, badCells: ReadonlyMap<string, BadCell>): ReadonlySet<string> =>
  new Set([...badCells].flatMap(([apiName, bad]) => (bad === what ? [apiName] : [])));

/** Takes out of `errors` and `changes` what is left empty by choice. @returns the rest, and what to list of the row */
function leaveEmpty(
  badCells: ReadonlyMap<string, BadCell>,
  errors: FieldErrors,
  notes: Readonly<Record<string, string>>,
  changes: ValueChanges,
): { errors: FieldErrors; notes: [string, string][] } {
  const listed = Object.entries(notes);
  for (const [name, problem] of Object.entries(errors)) {
    if (badCells.get(name) !== 'empty') continue;
    delete errors[name];
    delete changes[name];
    listed.push([name, `${problem} The cell was left empty.`]);
  }
  return { errors, notes: listed };
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

interface ReadRow {
  id: string | null;
  changes: ValueChanges;
  claims: readonly Claim[];
}

/** Token, or id → its record. A dry run leaves out what it must not tell. */
async function holdersFor(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  read: readonly ReadRow[],
  same: readonly FieldDefinition[],
) {
  const isDry = plan.seen !== undefined;
  const silent = isDry ? fieldsNotTold(ctx, plan.module).map((field) => field.id) : [];
  const claims = read.flatMap((one) => one.claims).filter(({ fieldId }) => !silent.includes(fieldId));
  const holders = await findHolders(tx, ctx, plan.module, claims);
  if (isDry) for (const [token, { visible }] of holders) if (!visible) holders.delete(token);
  if (same.length > 0) {
    const changes = read.map((one) => one.changes);
    return new Map([...holders, ...(await findSame(tx, ctx, plan.module, plan.keys, same, changes))]);
  }
  if (plan.duplicates.by !== RECORD_ID) return holders;
  const ids = read.flatMap(({ id }) => (id === null ? [] : [id]));
  return new Map([...holders, ...(await findByIds(tx, ctx, plan.module, ids))]);
}

/** By what the row's record is looked for; null when it is a new one in any case. */
function keyOf({ duplicates: { by, action } }: BatchPlan, id: string | null, claims: readonly Claim[]): string | null {
  if (action === 'create' || by === null) return null;
  if (by === RECORD_ID) return id;
  return claims.find(({ field }) => field.apiName === by)?.token ?? null;
}

/** The unique values that somebody else has: another record, or a row before this one. */
function clashes(
  { seen }: BatchPlan,
  claims: readonly Claim[],
  known: ReadonlyMap<string, Holder>,
  claimed: ReadonlySet<string>,
  own: { key?: string | null; holder?: Holder | undefined },
): FieldErrors {
  const errors: FieldErrors = {};
  for (const { token, field } of claims) {
    if (token === own.key) continue;
    const holder = known.get(token);
    if (holder && holder.id !== own.holder?.id) errors[field.apiName] = TAKEN;
    else if (!holder && (claimed.has(token) || seen?.has(token))) errors[field.apiName] = IN_FILE;
  }
  return errors;
}

/** A record that is there keeps what it must have. */
const emptied = (module: ModuleDefinition, changes: ValueChanges): FieldErrors =>
  Object.fromEntries(
    module.fields
      .filter(({ required, apiName }) => required && apiName in changes && changes[apiName] === undefined)
      .map((field) => [field.apiName, requiredError(field)]),
  );

const inWords = (module: ModuleDefinition, wrong: Wrong): Omit<RowProblem, 'row'>[] =>
  Object.entries(wrong).map(([name, { problem }]) => ({
    field: labelOf(module, name),
    problem,
  }));

const labelOf = (module: ModuleDefinition, name: string): string =>
  name === RECORD_ID ? 'Record ID' : (findField(module, name)?.label ?? name);
