/**
 * Conditions nested with "and" and "or", as the REST door's criteria and COQL write them. Every leaf goes through the same
 * allow-list as a list's filter. A sealed value inside is found first, by blind index and opening, and enters as ids.
 */

import { getFieldById, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { allOf, anyOf, type Condition } from './condition';
import { type ListFilter, type ReadFilter, readFilters } from './filter';
import { conditionOf } from './filter-sql';
import { candidatesFor, confirmAll, type EqualTo } from './find-equal';
import { isProtected, type Listable } from './list-fields';
import type { ListQuery } from './list-query';
import { type RecordRow, recordColumns } from './serialize';

export type Where = { all: readonly Where[] } | { any: readonly Where[] } | ListFilter | IdFilter;

/** A condition on the record's own id. */
export interface IdFilter {
  ids: readonly Id[];
  /** How the id compares to them; to the first where the order counts. */
  are: 'in' | 'not in' | '<' | '<=' | '>' | '>=';
}

/** Records that may share one sealed value before a filter on it is too wide to be nested. */
const MOST_SHARING = 5000;

/** Turns nested conditions into a query. @throws as `readFilters` */
export async function queryWhere(
  tx: Tx,
  ctx: Context,
  { module, fields }: Listable,
  where: Where | null,
): Promise<ListQuery> {
  const parts = topLevel(where);
  const nested = parts.filter((part) => !isLeaf(part)).flatMap(leavesOf);
  const read: ReadLeaf = new Map(
    [...parts.filter(isLeaf), ...nested].map((leaf) => {
      const [filter] = readFilters(fields, [leaf], ctx.timeZone) as [ReadFilter];
      return [leaf, { filter, ids: [] }];
    }),
  );
  for (const leaf of nested) {
    const about = read.get(leaf) as Leaf;
    if (about.filter.field.sealed) about.ids = await idsHolding(tx, ctx, module, equalTo(module, about.filter));
  }
  const leaves = [...read.values()].map(({ filter }) => filter);
  const confirm = parts
    .filter(isLeaf)
    .map((leaf) => (read.get(leaf) as Leaf).filter)
    .filter(({ field }) => field.sealed)
    .map((filter) => equalTo(module, filter));
  const keys = await keysOf(tx);
  const conditions = [
    visibleRecords(tx, ctx, module),
    ...confirm.map((wanted) => candidatesFor(tx, keys, wanted)),
    ...parts
      .filter((part) => !isLeaf(part) || !read.get(part)?.filter.field.sealed)
      .map((part) => build(tx, part, read)),
  ];
  const searched = leaves.filter(({ field }) => isProtected(field)).map(({ field }) => field.apiName);
  return { module, where: allOf(tx, conditions), confirm, searched: [...new Set(searched)] };
}

interface Leaf {
  filter: ReadFilter;
  /** Of a nested sealed value: the records that hold it. */
  ids: Id[];
}
type ReadLeaf = Map<ListFilter, Leaf>;

const isLeaf = (where: Where): where is ListFilter => 'field' in where;

const partsOf = (where: Exclude<Where, ListFilter>): readonly Where[] => {
  if ('ids' in where) return [];
  return 'all' in where ? where.all : where.any;
};

/** Every condition on a field, however deep. */
export const leavesOf = (where: Where): ListFilter[] => (isLeaf(where) ? [where] : partsOf(where).flatMap(leavesOf));

/** Not async: a condition is a thenable, and would run. */
function build(tx: Tx, where: Where, read: ReadLeaf): Condition {
  if (isLeaf(where)) {
    const { filter, ids } = read.get(where) as Leaf;
    return filter.field.sealed ? tx.sql`id = any(${ids}::bigint[])` : conditionOf(tx, filter);
  }
  if ('ids' in where) return idCondition(tx, where);
  const conditions = partsOf(where).map((part) => build(tx, part, read));
  return 'all' in where ? allOf(tx, conditions) : anyOf(tx, conditions);
}

function idCondition(tx: Tx, { ids, are }: IdFilter): Condition {
  if (are === 'in') return tx.sql`id = any(${ids as string[]}::bigint[])`;
  if (are === 'not in') return tx.sql`id <> all(${ids as string[]}::bigint[])`;
  return tx.sql`id ${tx.sql.unsafe(are)} ${ids[0] as string}::bigint`;
}

/** The parts that must all hold. */
function topLevel(where: Where | null): readonly Where[] {
  if (!where) return [];
  return 'all' in where ? where.all.flatMap((part) => topLevel(part)) : [where];
}

const equalTo = (module: ModuleDefinition, { field, values }: ReadFilter): EqualTo => ({
  field: getFieldById(module, field.id),
  value: values[0] as StoredValue,
});

async function idsHolding(tx: Tx, ctx: Context, module: ModuleDefinition, wanted: EqualTo): Promise<Id[]> {
  const rows = await tx.sql<RecordRow[]>`
    select ${recordColumns(tx)} from records
    where ${visibleRecords(tx, ctx, module)} and ${candidatesFor(tx, await keysOf(tx), wanted)}
    limit ${MOST_SHARING + 1}`;
  if (rows.length > MOST_SHARING) {
    throw limited(`Too many records share this value of ${wanted.field.label}.`, { facts: { limit: MOST_SHARING } });
  }
  return (await confirmAll(tx, module, [wanted], rows)).map(({ id }) => id);
}
