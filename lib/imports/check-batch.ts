/** Reads a batch of rows by the mapping and says of each what may be stored, or what is wrong with it. */
import type { Context } from '../context';
import type { OrgKeys } from '../crypto/keyring';
import type { Tx } from '../db/transaction';
import type { FieldDefinition, ModuleDefinition } from '../modules/definition';
import { findField } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
import { missingRequired, tryReadChanges, type ValueChanges } from '../records/read-input';
import { givenValues } from '../records/references';
import { uniqueTokenOf } from '../records/tokens';
import type { FileRow } from './read-rows';
import { resolveReferences } from './resolve-references';
import type { Mapping, RowProblem } from './schemas';

export interface GoodRow {
  row: number;
  values: Record<string, StoredValue>;
}

export interface CheckedBatch {
  good: GoodRow[];
  problems: RowProblem[];
}

export interface BatchPlan {
  module: ModuleDefinition;
  headers: readonly string[];
  mapping: Mapping;
  keys: OrgKeys;
  /** Unique tokens of rows before this batch that are not in the database: of a dry run. */
  seen?: Set<string>;
}

export async function checkBatch(
  tx: Tx,
  ctx: Context,
  plan: BatchPlan,
  rows: readonly FileRow[],
): Promise<CheckedBatch> {
  const problems: RowProblem[] = [];
  const { module } = inZone(plan, ctx.timeZone);
  const inputs = rows.map((row) => inputOf(row, plan));
  const wrong = await resolveReferences(tx, ctx, module, inputs);
  const read: { row: number; changes: ValueChanges }[] = [];
  for (const [n, { row, cells }] of rows.entries()) {
    if (cells.length !== plan.headers.length) {
      const problem = `This row has ${cells.length} columns, the header has ${plan.headers.length}.`;
      problems.push({ row, field: null, problem });
      continue;
    }
    const { changes, errors } = tryReadChanges(module, inputs[n] ?? {});
    const all = { ...missingRequired(module, changes), ...errors, ...wrong[n] };
    for (const [name, problem] of Object.entries(all)) {
      problems.push({ row, field: findField(module, name)?.label ?? name, problem });
    }
    if (Object.keys(all).length === 0) read.push({ row, changes });
  }
  const taken = await dropDuplicates(tx, plan, read, problems);
  const good = taken.map(({ row, changes }) => ({
    row,
    values: Object.fromEntries(givenValues(module, changes).map(([field, value]) => [field.apiName, value])),
  }));
  return { good, problems };
}

/** A date and time without an offset is meant in the zone of whoever imports. */
function inZone(plan: BatchPlan, timeZone: string): { module: ModuleDefinition } {
  const fields = plan.module.fields.map(
    (field): FieldDefinition =>
      field.type === 'date_time' ? { ...field, options: { ...field.options, timeZone } } : field,
  );
  return { module: { ...plan.module, fields } };
}

function inputOf({ cells }: FileRow, { mapping }: BatchPlan): Record<string, string> {
  const input: Record<string, string> = {};
  for (const [column, apiName] of Object.entries(mapping)) {
    const cell = cells[Number(column)];
    if (cell !== undefined && cell.trim() !== '') input[apiName] = cell;
  }
  return input;
}

/** Leaves out rows whose unique values another row or record has; the first row of the file wins. */
async function dropDuplicates<T extends { row: number; changes: ValueChanges }>(
  tx: Tx,
  { module, keys, seen = new Set() }: BatchPlan,
  rows: readonly T[],
  problems: RowProblem[],
): Promise<T[]> {
  const unique = module.fields.filter((field) => field.unique);
  if (unique.length === 0) return [...rows];
  const claims = rows.map(({ changes }) =>
    givenValues({ ...module, fields: unique }, changes).map(([field, value]) => ({
      ...uniqueTokenOf(keys, field, value),
      label: field.label,
    })),
  );
  const stored = await storedTokens(tx, claims.flat());
  return rows.filter(({ row }, n) => {
    const mine = claims[n] ?? [];
    const clash = mine.find(({ token }) => seen.has(token) || stored.has(token));
    if (clash) problems.push({ row, field: clash.label, problem: 'Another row or record has this value already.' });
    else for (const { token } of mine) seen.add(token);
    return !clash;
  });
}

async function storedTokens(tx: Tx, claims: readonly { fieldId: string; token: string }[]): Promise<Set<string>> {
  const rows = await tx.sql<{ token: string }[]>`
    select encode(u.token, 'hex') as token from unique_values u
    join jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c ("fieldId" bigint, token text)
      on u.field_id = c."fieldId" and u.token = decode(c.token, 'hex')
    where u.org_id = ${tx.orgId}`;
  return new Set(rows.map(({ token }) => token));
}
