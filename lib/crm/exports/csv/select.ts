/**
 * Records as cells made by the database, values that are sealed left out. Not by COPY, which takes no parameters:
 * filters hold what people typed (docs/decisions/2026-11-22-csv-made-by-the-database.md).
 */
import { setImmediate } from 'node:timers/promises';
import type { FieldDefinition, ModuleDefinition, OrgMetadata } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Condition } from '@/lib/crm/records/condition';
import { isNameHidden } from '@/lib/crm/records/list-fields';
import { namelessRecord } from '@/lib/crm/records/names';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Holding, markedAmong } from '@/lib/protection/accounting/note';
import { byMask } from '../rows/held-masks';
import type { RowPlan } from '../rows/plan';
import type { InBatch } from '../rows/read';

/** What stands between cells, and between lines: control characters, counted by whoever reads them. */
export const CELL_END = 0x1f;
export const LINE_END = 0x1e;

export interface JoinedCells {
  /** UTF-8. */
  bytes: Buffer;
  rows: number;
  after: Id | null;
  /** What they hold of marked fields; with envelopes nothing: it is known when these are opened. */
  holding: Holding[];
}

/** The records that a batch reads: those behind `after`, up to `upTo`. */
export interface Stretch {
  after: Id | null;
  /** Null: to the end. */
  upTo: Id | null;
}

export interface Selecting {
  /** Of a stretch to the end: at most so many. */
  limit: number;
  /** Before its cells each line has two more: the envelope, and its number. */
  envelopes?: boolean;
  /** Called when the database has the question. */
  asked?: () => void;
}

/** Cells of a line before those of the record. */
export const ENVELOPE_CELLS = 2;
/** Cells at its end that are times of UTC as PostgreSQL prints them. */
export const STAMP_CELLS = 2;

/** The id of the record that so many are up to, found from an index alone where there is no filter; null: fewer are left. */
export async function findEnd(tx: Tx, plan: RowPlan, after: Id | null, limit: number): Promise<Id | null> {
  const [row] = await tx.sql<{ id: Id }[]>`
    select id from records where ${isNext(tx, plan, after)} order by id offset ${limit - 1} limit 1`;
  return row?.id ?? null;
}

const isNext = (tx: Tx, { query }: RowPlan, after: Id | null): Condition =>
  tx.sql`${query.where} and id > ${after ?? '0'}`;

/** The records of a stretch, all their cells in one piece. A sealed field's cell holds what stands in the clear. */
export async function selectCells(
  { tx, ctx, plan }: InBatch,
  metadata: OrgMetadata,
  { after, upTo }: Stretch,
  { limit, envelopes = false, asked }: Selecting,
): Promise<JoinedCells> {
  const { chosen } = plan;
  const marked = envelopes ? [] : markedAmong(chosen);
  const users = chosen.filter(pointsToUser);
  const alias = (field: FieldDefinition) => tx.sql(`u${users.indexOf(field)}`);
  const cells = [
    ...(envelopes ? envelopeCells(tx) : []),
    tx.sql`r.id::text`,
    ...chosen.flatMap((field) =>
      pointsToUser(field) ? [tx.sql`${alias(field)}.name`, textOf(tx, field)] : cellsOf(tx, ctx, metadata, field),
    ),
    tx.sql`owner.name`,
    tx.sql`r.owner_id::text`,
    utcTime(tx, 'created_at'),
    utcTime(tx, 'modified_at'),
  ];
  const joins = users.map(
    (field) => tx.sql`left join users ${alias(field)} on ${alias(field)}.org_id = ${tx.orgId}
      and ${alias(field)}.id = (r."values" ->> ${field.apiName}::text)::bigint`,
  );
  const read = tx.sql`
    select string_agg(array_to_string(array[${listed(tx, cells)}], chr(${CELL_END}::int), ''), chr(${LINE_END}::int)
        order by r.id), max(r.id), count(*), ${holdingOf(tx, marked)}
    from (
      select id, owner_id, "values", created_at, modified_at${envelopes ? tx.sql`, sealed, seal_version` : tx.sql``}
      from records
      where ${isNext(tx, plan, after)}${upTo === null ? tx.sql`` : tx.sql` and id <= ${upTo}`}
      order by id limit ${upTo === null ? limit : null}
    ) r
    left join users owner on owner.org_id = ${tx.orgId} and owner.id = r.owner_id
    ${joins.length > 0 ? joins : tx.sql``}`
    .raw()
    .execute();
  if (asked) {
    await setImmediate(); // sends it
    asked();
  }
  const [row] = await read;
  const [bytes, last, count, held] = (row ?? []) as unknown as [Buffer | null, Buffer | null, Buffer, Buffer | null];
  const rows = Number(count.toString());
  const isCut = upTo === null && rows === limit && last !== null;
  const masks = held?.toString().split(',').map(toMask) ?? [];
  const holding = byMask(marked, masks);
  return { bytes: bytes ?? Buffer.alloc(0), rows, after: isCut ? last.toString() : upTo, holding };
}

/** Id and mask of those that hold one of the fields, with commas between; null where there are none. */
function holdingOf(tx: Tx, names: readonly string[]): Condition {
  if (names.length === 0) return tx.sql`null`;
  const holds = names.map((name) => tx.sql`(r."values" ? ${name}::text)::int`);
  return tx.sql`
    string_agg(r.id || ' ' || array_to_string(array[${listed(tx, holds)}], ''), ',') filter (where r."values" ?| ${names}::text[])`;
}

function toMask(text: string): [Id, string] {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}

const listed = (tx: Tx, parts: readonly Condition[]) => parts.map((part, n) => (n === 0 ? part : tx.sql`, ${part}`));

/** `to_char` would make it ISO 8601, in three times the time. */
const utcTime = (tx: Tx, column: 'created_at' | 'modified_at') =>
  tx.sql`(r.${tx.sql(column)} at time zone 'UTC')::text`;

/** The envelope's bytes behind an x, so that none at all differs from an empty one. */
const envelopeCells = (tx: Tx) => [tx.sql`'x' || encode(r.sealed, 'hex')`, tx.sql`r.seal_version::text`];

const textOf = (tx: Tx, field: FieldDefinition) => tx.sql`r."values" ->> ${field.apiName}::text`;

/** What a field of one user, by a join; a list of them has no row to join. */
function pointsToUser({ type }: FieldDefinition): boolean {
  const { refersTo, list } = fieldType(type);
  return refersTo === 'user' && !list;
}

/** What is looked up has two cells: its name, its id. */
function cellsOf(tx: Tx, ctx: Context, metadata: OrgMetadata, field: FieldDefinition): Condition[] {
  const { list, refersTo } = fieldType(field.type);
  const target = metadata.modules.find(({ apiName }) => apiName === field.options.lookupModule);
  if (!list) {
    const id = textOf(tx, field);
    return refersTo === 'record' ? [nameOf(tx, ctx, target, id), id] : [id];
  }
  const items = tx.sql`jsonb_array_elements_text(r."values" -> ${field.apiName}::text) with ordinality as e (item, n)`;
  const joined = tx.sql`(select string_agg(e.item, ';' order by e.n) from ${items})`;
  if (refersTo === null) return [joined];
  const name = refersTo === 'user' ? userName(tx) : nameOf(tx, ctx, target, tx.sql`e.item`);
  return [tx.sql`(select string_agg(coalesce(${name}, ''), ';' order by e.n) from ${items})`, joined];
}

const userName = (tx: Tx): Condition =>
  tx.sql`(select u.name from users u where u.org_id = ${tx.orgId} and u.id = e.item::bigint)`;

/** A looked-up record's name as `namesFor` gives it: none for what is gone or may not be seen. */
function nameOf(tx: Tx, ctx: Context, module: ModuleDefinition | undefined, id: Condition): Condition {
  if (!module || !canInModule(ctx.rights, module.apiName, 'view')) return tx.sql`null`;
  const name = isNameHidden(module) ? tx.sql`null` : tx.sql`nullif(records.name, '')`;
  return tx.sql`(
    select coalesce(${name}, ${namelessRecord(module, '')}::text || right(records.id::text, 6)) from records
    where ${visibleRecords(tx, ctx, module)} and records.id = (${id})::bigint)`;
}
