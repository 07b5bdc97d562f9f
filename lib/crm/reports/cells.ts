/**
 * The figures of a report, by one statement over the rows that a list of the same filters holds for the same person. A field of a
 * record that is pointed to counts where the asker may see that record; else its row is in the group without a value.
 */
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Condition } from '@/lib/crm/records/condition';
import { storedText } from '@/lib/crm/records/filter-sql';
import type { ListField } from '@/lib/crm/records/list-fields';
import { queryOf } from '@/lib/crm/records/list-query';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { internal } from '@/lib/platform/errors';
import type { ReadGroup, ReadMeasure, ReadReport } from './definition';
import type { Countable } from './fields';

/** More cells of a report than these are not read: what is left out are those of the fewest records. */
export const MOST_CELLS = 20_000;

/** One figure for each group; `level` says which of them are added up: 1 the second, 2 the first, 3 both. */
export interface CellRow {
  a: string | null;
  b: string | null;
  level: number;
  /** Records in it. */
  n: string;
  m0: string | null;
  m1: string | null;
  m2: string | null;
}

/** Reads the cells, the totals before those of one group alone, and these before the cells of both. */
export async function readCells(tx: Tx, ctx: Context, of: Countable, report: ReadReport): Promise<CellRow[]> {
  const { where, confirm } = await queryOf(tx, ctx, of, { filters: report.filters, search: '' });
  if (confirm.length > 0) throw internal('A report has no filter on sealed values.');
  const [first, second] = report.groups;
  const inner = [0, 1, 2].map((n) => innerMeasure(tx, report.measures[n], n));
  const outer = [0, 1, 2].map((n) => outerMeasure(tx, report.measures[n], n));
  const source = tx.sql`
    select ${ownGroup(tx, ctx, first)} as g0, ${ownGroup(tx, ctx, second)} as g1,
      ${lookupOf(tx, first)} as l0, ${lookupOf(tx, second)} as l1,
      ${numberOf(tx, report.measures[0])} as x0, ${numberOf(tx, report.measures[1])} as x1,
      ${numberOf(tx, report.measures[2])} as x2
    from records
    where ${where}`;
  return tx.sql<CellRow[]>`
    with cells as (
      select ${groupOf(tx, first, 0)} as a, ${groupOf(tx, second, 1)} as b, count(*) as n, ${joined(tx, inner)}
      from (${source}) as chosen ${related(tx, ctx, first, 0)} ${related(tx, ctx, second, 1)}
      group by 1, 2)
    select a::text as a, b::text as b, grouping(a, b) as level, coalesce(sum(n), 0)::text as n, ${joined(tx, outer)}
    from cells
    group by grouping sets (${levels(tx, report.groups.length)})
    order by level desc, sum(n) desc, 1, 2
    limit ${MOST_CELLS}`;
}

const joined = (tx: Tx, parts: readonly Condition[]): Condition => parts.reduce((all, part) => tx.sql`${all}, ${part}`);

const levels = (tx: Tx, groups: number): Condition =>
  groups === 2 ? tx.sql`(a, b), (a), (b), ()` : tx.sql`(a, b), ()`;

/** The value of a record's own field as it is grouped: a day for a time, counted by the asker's clock. */
function grouped(tx: Tx, ctx: Context, { field, unit }: ReadGroup): Condition {
  if (field.system === 'Owner') return tx.sql`owner_id::text`;
  if (!unit) return storedText(tx, field);
  return tx.sql`date_trunc(${unit}::text, ${wallTime(tx, ctx, field)})::date`;
}

function wallTime(tx: Tx, { timeZone }: Context, field: ListField): Condition {
  if (field.system === 'Created_Time') return tx.sql`created_at at time zone ${timeZone}::text`;
  if (field.system === 'Modified_Time') return tx.sql`modified_at at time zone ${timeZone}::text`;
  const stored = storedText(tx, field);
  if (fieldType(field.type).moment === 'day') return tx.sql`${stored}::date::timestamp`;
  return tx.sql`${stored}::timestamptz at time zone ${timeZone}::text`;
}

const isAway = (group: ReadGroup): boolean => group.through !== null || group.kind === 'record';

const ownGroup = (tx: Tx, ctx: Context, group: ReadGroup | undefined): Condition =>
  group && !isAway(group) ? grouped(tx, ctx, group) : tx.sql`null::text`;

/** The record that must be asked for the group: the one that a lookup points to. */
function lookupOf(tx: Tx, group: ReadGroup | undefined): Condition {
  if (!group || !isAway(group)) return tx.sql`null::bigint`;
  return tx.sql`${storedText(tx, group.through?.lookup ?? group.field)}::bigint`;
}

const groupOf = (tx: Tx, group: ReadGroup | undefined, n: number): Condition =>
  group && isAway(group) ? tx.sql`${tx.sql(`r${n}`)}.v` : tx.sql`${tx.sql(`g${n}`)}`;

/** The records pointed to that the asker may see. A lookup of theirs is followed once more, to be sure that it is seen too. */
function related(tx: Tx, ctx: Context, group: ReadGroup | undefined, n: number): Condition {
  if (!group || !isAway(group)) return tx.sql``;
  const module = group.through?.module ?? group.target;
  if (!module) return tx.sql``;
  const value = group.through ? throughValue(tx, ctx, group) : tx.sql`records.id::text`;
  return tx.sql`left join lateral (
    select ${value} as v from records
    where ${visibleRecords(tx, ctx, module)} and records.id = ${tx.sql(`l${n}`)}) as ${tx.sql(`r${n}`)} on true`;
}

function throughValue(tx: Tx, ctx: Context, group: ReadGroup): Condition {
  const { field, target } = group;
  if (!target) return grouped(tx, ctx, group);
  return tx.sql`(select seen.id::text from (
    select ${storedText(tx, field)}::bigint as pointed) as p
    join lateral (select records.id from records
      where ${visibleRecords(tx, ctx, target)} and records.id = p.pointed) as seen on true)`;
}

const numberOf = (tx: Tx, measure: ReadMeasure | undefined): Condition =>
  measure ? tx.sql`${storedText(tx, measure.field)}::numeric` : tx.sql`null::numeric`;

function innerMeasure(tx: Tx, measure: ReadMeasure | undefined, n: number): Condition {
  const [x, s, c] = [tx.sql`${tx.sql(`x${n}`)}`, tx.sql(`s${n}`), tx.sql(`c${n}`)];
  if (!measure) return tx.sql`null::numeric as ${s}, null::bigint as ${c}`;
  const fold = { sum: tx.sql`sum`, average: tx.sql`sum`, min: tx.sql`min`, max: tx.sql`max` }[measure.of];
  return tx.sql`${fold}(${x}) as ${s}, count(${x}) as ${c}`;
}

/** An average is made of sums and counts, so that one over all groups is one over all records. */
function outerMeasure(tx: Tx, measure: ReadMeasure | undefined, n: number): Condition {
  const [s, c, m] = [tx.sql(`s${n}`), tx.sql(`c${n}`), tx.sql(`m${n}`)];
  if (!measure) return tx.sql`null::text as ${m}`;
  if (measure.of === 'average') return tx.sql`(sum(${s}) / nullif(sum(${c}), 0))::text as ${m}`;
  const fold = { sum: tx.sql`sum`, min: tx.sql`min`, max: tx.sql`max` }[measure.of];
  return tx.sql`${fold}(${s})::text as ${m}`;
}
