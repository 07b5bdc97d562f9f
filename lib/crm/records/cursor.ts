/**
 * Keyset paging: a page begins behind the place where the one before ended, found by an index however far it is. A place
 * is a key and an id, not a record: the record that had them may be renamed or gone. It travels sealed (lib/platform/paging).
 *
 * A list is read in segments: first the records that have the value sorted by, then those that have none, in either
 * order. Within a segment records follow the key, and the id where keys are equal.
 */

import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
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

/** The order in which records were made: it never changes. */
export const BY_ID: SortPlan = { desc: false, segments: [{ where: null, key: null }] };

/** A place in a list: behind a record with this key and id, whether it is still there or not. */
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
  if (!sort) return { ...BY_ID, desc: true };
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

function unindexedKey(tx: Tx, field: ListField): Segment['key'] {
  const text = storedText(tx, field);
  if (fieldType(field.type).comparedAs === 'number') return { expression: tx.sql`${text}::numeric`, cast: 'numeric' };
  // No longer than what a place can hold; records alike so far follow their ids.
  return { expression: tx.sql`(lower(left(${text}, 100)) collate "C")`, cast: 'text' };
}

/** From where a list is read, and which way. */
export interface Heading {
  /** Null: from the beginning, or backwards from the end. */
  edge: Edge | null;
  backwards: boolean;
}

/** The part of a query that reads one segment: its conditions, its order, and what is sorted by before the id. */
export interface SegmentPart {
  seek: Condition;
  order: Condition;
  key: Condition;
}

/** How one segment is read from an edge on, forwards or backwards. */
export function readFrom(tx: Tx, plan: SortPlan, segment: Segment, { edge, backwards }: Heading): SegmentPart {
  const desc = plan.desc !== backwards;
  const direction = tx.sql.unsafe(desc ? 'desc' : 'asc');
  const sign = tx.sql.unsafe(desc ? '<' : '>');
  const where = segment.where ?? tx.sql`true`;
  if (!segment.key) {
    return {
      seek: edge ? tx.sql`${where} and id ${sign} ${edge.id}` : where,
      order: tx.sql`id ${direction}`,
      key: tx.sql`null`,
    };
  }
  const { expression, cast } = segment.key;
  const behind =
    edge && tx.sql`(${expression}, id) ${sign} (${edge.key}::text::${tx.sql.unsafe(cast)}, ${edge.id}::bigint)`;
  const rest = desc ? where : (segment.whereAbove ?? where);
  return {
    seek: behind ? tx.sql`${rest} and ${behind}` : where,
    order: tx.sql`${expression} ${direction}, id ${direction}`,
    key: expression,
  };
}
