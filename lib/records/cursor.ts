/**
 * Keyset paging: a page begins behind the edge record of the one before, found by an index however far it is. The cursor
 * is that record's id only; its key is looked up here, so that no value travels.
 *
 * A list is read in segments: first the records that have the value sorted by, then those that have none, in either
 * order. Within a segment records follow the key, and the id where keys are equal.
 */
import type { Tx } from '../db/transaction';
import { invalid } from '../errors';
import type { Id } from '../ids';
import type { ModuleDefinition } from '../modules/definition';
import type { FieldTypeKey } from '../modules/field-types/type';
import type { Condition } from './condition';
import { getListField, refuseField } from './filter';
import { slotOf, storedText } from './filter-sql';
import { isProtected, type ListField } from './list-fields';

export interface ListSort {
  /** API name of a field or system column. */
  field: string;
  order: 'asc' | 'desc';
}

export interface Segment {
  /** Which records; all when null. */
  where: Condition | null;
  /**
   * The same behind an edge, where the edge itself is the lower bound: with a second one PostgreSQL may start its scan
   * there and walk up to the edge.
   */
  whereAbove?: Condition;
  /** What they are sorted by before the id; only the id when null. */
  key: { expression: Condition; cast: string } | null;
}

export interface SortPlan {
  desc: boolean;
  segments: readonly Segment[];
}

/** Where a page begins: behind this record. */
export interface Edge {
  id: Id;
  segment: number;
  key: string | null;
}

/**
 * How a list is read in an order; the newest record first when none is given.
 * @throws forbidden for a protected field; invalid for one that has no order.
 */
export function planSort(tx: Tx, fields: readonly ListField[], sort: ListSort | null): SortPlan {
  if (!sort) return { desc: true, segments: [{ where: null, key: null }] };
  const field = getListField(fields, sort.field);
  if (!field.sortable) {
    if (isProtected(field) || field.system) throw refuseField(field, 'sort');
    throw invalid(`${field.label} cannot be sorted by.`, { fields: { [field.apiName]: 'Not sortable.' } });
  }
  return { desc: sort.order === 'desc', segments: segmentsOf(tx, field) };
}

function segmentsOf(tx: Tx, field: ListField): Segment[] {
  switch (field.system) {
    case 'Created_Time':
      return [{ where: null, key: null }];
    case 'Modified_Time':
      return [{ where: null, key: { expression: tx.sql`modified_at`, cast: 'timestamptz' } }];
    case 'Owner':
      return [{ where: null, key: { expression: tx.sql`owner_id`, cast: 'bigint' } }];
    case 'Name':
      return [
        { where: tx.sql`name_key > ''`, whereAbove: tx.sql`true`, key: { expression: tx.sql`name_key`, cast: 'text' } },
        { where: tx.sql`name_key = ''`, key: null },
        { where: tx.sql`name_key is null`, key: null },
      ];
  }
  if (field.indexSlot) {
    const slot = slotOf(tx, field);
    return [
      {
        where: tx.sql`${slot} is not null and ${slot} > ''`,
        whereAbove: tx.sql`${slot} is not null`,
        key: { expression: slot, cast: 'text' },
      },
      { where: tx.sql`${slot} = ''`, key: null },
    ];
  }
  return [
    { where: tx.sql`"values" ? ${field.apiName}::text`, key: unindexedKey(tx, field) },
    { where: tx.sql`not ("values" ? ${field.apiName}::text)`, key: null },
  ];
}

const NUMERIC: ReadonlySet<FieldTypeKey> = new Set(['number', 'long_integer', 'decimal', 'currency', 'percent']);

function unindexedKey(tx: Tx, field: ListField): Segment['key'] {
  const text = storedText(tx, field);
  if (NUMERIC.has(field.type)) return { expression: tx.sql`${text}::numeric`, cast: 'numeric' };
  return { expression: tx.sql`(lower(${text}) collate "C")`, cast: 'text' };
}

/** The edge for a cursor; null when its record is gone, or not the asker's to see. */
export async function findEdge(
  tx: Tx,
  module: ModuleDefinition,
  plan: SortPlan,
  id: Id,
  visible: Condition,
): Promise<Edge | null> {
  const [first] = plan.segments;
  const others = plan.segments.slice(1);
  const number = others.map((segment, n) => tx.sql`when ${segment.where ?? tx.sql`true`} then ${n + 1}::int`);
  const [row] = await tx.sql<{ segment: number; key: string | null }[]>`
    select ${others.length > 0 ? tx.sql`case ${number} else 0 end` : tx.sql`0`} as segment,
      ${first?.key?.expression ?? tx.sql`null`}::text as key
    from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and id = ${id} and deleted_at is null and ${visible}`;
  return row ? { id, segment: row.segment, key: row.segment === 0 ? row.key : null } : null;
}

/** The part of a query that reads one segment from an edge on, forwards or backwards: its conditions and its order. */
export function readFrom(
  tx: Tx,
  plan: SortPlan,
  segment: Segment,
  edge: Edge | null,
  backwards: boolean,
): { seek: Condition; order: Condition } {
  const desc = plan.desc !== backwards;
  const direction = tx.sql.unsafe(desc ? 'desc' : 'asc');
  const sign = tx.sql.unsafe(desc ? '<' : '>');
  const where = segment.where ?? tx.sql`true`;
  if (!segment.key) {
    return {
      seek: edge ? tx.sql`${where} and id ${sign} ${edge.id}` : where,
      order: tx.sql`id ${direction}`,
    };
  }
  const { expression, cast } = segment.key;
  const behind =
    edge && tx.sql`(${expression}, id) ${sign} (${edge.key}::text::${tx.sql.unsafe(cast)}, ${edge.id}::bigint)`;
  const rest = desc ? where : (segment.whereAbove ?? where);
  return {
    seek: behind ? tx.sql`${rest} and ${behind}` : where,
    order: tx.sql`${expression} ${direction}, id ${direction}`,
  };
}
