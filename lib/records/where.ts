/**
 * Conditions nested with "and" and "or", as the REST door's criteria and COQL write them. Every leaf goes through the same
 * allow-list as a list's filter. A sealed value inside is found first, by blind index and opening, and enters as ids.
 */
import type { Context } from '../context';
import type { Tx } from '../db/transaction';
import { limited } from '../errors';
import type { Id } from '../ids';
import { getFieldById, type ModuleDefinition } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
import { visibleRecord } from '../modules/visibility';
import { keysOf } from '../org-keys';
import { allOf, anyOf, type Condition } from './condition';
import { type ListFilter, type ReadFilter, readFilters } from './filter';
import { conditionOf } from './filter-sql';
import { candidatesFor, confirmAll, type EqualTo } from './find-equal';
import type { ListField } from './list-fields';
import type { ListQuery } from './list-query';
import { type RecordRow, recordColumns } from './serialize';

export type Where = { all: readonly Where[] } | { any: readonly Where[] } | ListFilter;

/** Records that may share one sealed value before a filter on it is too wide to be nested. */
const MOST_SHARING = 5000;

/** Turns nested conditions into a query. @throws as `readFilters` */
export async function queryWhere(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
  where: Where | null,
): Promise<ListQuery> {
  const visible = visibleRecord(tx, ctx, module);
  const searched = new Set<string>();
  const confirm: EqualTo[] = [];
  const conditions: Condition[] = [visible];
  for (const part of topLevel(where)) {
    const sealed = 'field' in part ? sealedIn(ctx, module, fields, part) : null;
    if (sealed) {
      conditions.push(candidatesFor(tx, await keysOf(tx), sealed));
      confirm.push(sealed);
      if (sealed.field.marked) searched.add(sealed.field.apiName);
    } else conditions.push(await conditionFor(tx, ctx, module, fields, part, searched));
  }
  return { module, where: allOf(tx, conditions), visible, confirm, searched: [...searched] };
}

/** The parts that must all hold. */
function topLevel(where: Where | null): readonly Where[] {
  if (!where) return [];
  return 'all' in where ? where.all.flatMap(topLevel) : [where];
}

async function conditionFor(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
  where: Where,
  searched: Set<string>,
): Promise<Condition> {
  if ('field' in where) {
    const [filter] = readFilters(fields, [where], ctx.timeZone) as [ReadFilter];
    if (filter.field.marked) searched.add(filter.field.apiName);
    if (!filter.field.sealed) return conditionOf(tx, filter);
    return tx.sql`id = any(${await idsHolding(tx, ctx, module, equalTo(module, filter))}::bigint[])`;
  }
  const parts = 'all' in where ? where.all : where.any;
  const conditions: Condition[] = [];
  for (const part of parts) {
    const condition = await conditionFor(tx, ctx, module, fields, part, searched);
    conditions.push(condition);
  }
  return 'all' in where ? allOf(tx, conditions) : anyOf(tx, conditions);
}

function sealedIn(
  ctx: Context,
  module: ModuleDefinition,
  fields: readonly ListField[],
  leaf: ListFilter,
): EqualTo | null {
  const [filter] = readFilters(fields, [leaf], ctx.timeZone) as [ReadFilter];
  return filter.field.sealed ? equalTo(module, filter) : null;
}

const equalTo = (module: ModuleDefinition, { field, values }: ReadFilter): EqualTo => ({
  field: getFieldById(module, field.id),
  value: values[0] as StoredValue,
});

async function idsHolding(tx: Tx, ctx: Context, module: ModuleDefinition, wanted: EqualTo): Promise<Id[]> {
  const rows = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null
      and ${candidatesFor(tx, await keysOf(tx), wanted)} and ${visibleRecord(tx, ctx, module)}
    limit ${MOST_SHARING + 1}`;
  if (rows.length > MOST_SHARING) {
    throw limited(`Too many records share this value of ${wanted.field.label}.`, { facts: { limit: MOST_SHARING } });
  }
  return (await confirmAll(tx, module, [wanted], rows)).map(({ id }) => id);
}
