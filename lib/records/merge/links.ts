/** Lookups of other records: they follow a record into the one that it became part of, and back. */
import type { Context } from '../../context';
import type { Moved } from '../../db/schema/merges';
import type { Tx } from '../../db/transaction';
import { limited } from '../../errors';
import type { Id } from '../../ids';
import type { NewEntry } from '../../ledger/append';
import type { FieldDefinition, ModuleDefinition } from '../../modules/definition';
import type { StoredValue } from '../../modules/field-types/type';
import { metadataOf } from '../../modules/metadata';

/** Records that may point to those that go: each is changed, with its event, in the one transaction. */
export const MOST_POINTING = 5000;

export type MovedLink = Moved['links'][number];

interface Pointing extends MovedLink {
  module: ModuleDefinition;
  field: FieldDefinition;
  value: StoredValue;
}

export interface MovedLinks {
  links: MovedLink[];
  writes: PromiseLike<unknown>[];
  entries: NewEntry[];
}

/** Lets what pointed to the others point to the one that stays. @throws limited above 5,000 records */
export async function moveLinks(
  tx: Tx,
  ctx: Context,
  { actId, keepId, otherIds }: { actId: Id; keepId: Id; otherIds: readonly Id[] },
): Promise<MovedLinks> {
  const merged = [keepId, ...otherIds] as string[];
  const rows = await tx.sql<{ fieldId: Id; recordId: Id; from: Id; both: boolean }[]>`
    select l.field_id as "fieldId", l.record_id as "recordId", l.target_id as "from", exists (
      select from links o where o.org_id = l.org_id and o.record_id = l.record_id and o.field_id = l.field_id
        and o.target_id = ${keepId}) as both
    from links l
    where l.org_id = ${tx.orgId} and l.target_id = any(${otherIds as string[]}::bigint[])
      and l.record_id <> all(${merged}::bigint[])
    order by l.record_id, l.field_id, l.target_id limit ${MOST_POINTING + 1}`;
  if (rows.length > MOST_POINTING) {
    throw limited(`More than ${MOST_POINTING.toLocaleString('en-US')} records point to those that would go.`);
  }
  return repoint(tx, ctx, { actId, links: rows, targetOf: () => keepId });
}

/** Lets what was moved point where it pointed before, where it still points to the record that stayed. */
export const moveLinksBack = (
  tx: Tx,
  ctx: Context,
  { actId, keepId, links }: { actId: Id; keepId: Id; links: readonly MovedLink[] },
): Promise<MovedLinks> => repoint(tx, ctx, { actId, links, targetOf: ({ from }) => from, backFrom: keepId });

interface Repointing {
  actId: Id;
  links: readonly MovedLink[];
  targetOf: (link: MovedLink) => Id;
  /** Undoing: the record that stayed, which is pointed to now. */
  backFrom?: Id;
}

async function repoint(tx: Tx, ctx: Context, about: Repointing): Promise<MovedLinks> {
  const { actId, links, targetOf, backFrom } = about;
  if (links.length === 0) return { links: [], writes: [], entries: [] };
  const pointing = await lockPointing(tx, links, backFrom);
  const values = new Map<
    string,
    { module: ModuleDefinition; recordId: Id; name: string; old: StoredValue; new: StoredValue }
  >();
  for (const link of pointing) {
    const key = `${link.recordId} ${link.fieldId}`;
    const value = values.get(key)?.new ?? link.value;
    const old = values.get(key)?.old ?? link.value;
    const next = backFrom
      ? pointBack(value, { from: backFrom, to: targetOf(link), both: link.both })
      : pointTo(value, link.from, targetOf(link));
    values.set(key, { module: link.module, recordId: link.recordId, name: link.field.apiName, old, new: next });
  }
  const changed = [...values.values()];
  const writes = [
    writeValues(tx, ctx, changed),
    ...writeLinks(
      tx,
      pointing.map((link) => ({
        ...link,
        leave: backFrom ?? link.from,
        keep: Boolean(backFrom) && link.both,
        to: targetOf(link),
      })),
    ),
  ];
  const entries = changed.map(
    ({ module, recordId, name, old, new: value }): NewEntry => ({
      action: 'record.update',
      module: module.apiName,
      recordId,
      subjectId: actId,
      fields: [name],
      facts: { source: backFrom ? 'undo' : 'merge' },
      changes: { [name]: { old, new: value } },
    }),
  );
  const moved = pointing.map(({ fieldId, recordId, from, both }) => ({ fieldId, recordId, from, both }));
  return { links: moved, writes, entries };
}

/** The records that still point so, locked, those in the recycle bin too. */
async function lockPointing(tx: Tx, links: readonly MovedLink[], backFrom?: Id): Promise<Pointing[]> {
  const { modules } = await metadataOf(tx);
  const fieldOf = new Map(
    modules.flatMap((module) => module.fields.map((field) => [field.id, { module, field }] as const)),
  );
  const ids = [...new Set(links.map(({ recordId }) => recordId))];
  const rows = await tx.sql<{ id: Id; values: Record<string, StoredValue> }[]>`
    select id, "values" from records where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) order by id for update`;
  const valuesOf = new Map(rows.map((row) => [row.id, row.values]));
  return links.flatMap((link) => {
    const found = fieldOf.get(link.fieldId);
    const value = found && valuesOf.get(link.recordId)?.[found.field.apiName];
    return found && value !== undefined && pointsTo(value, backFrom ?? link.from) ? [{ ...link, ...found, value }] : [];
  });
}

const pointsTo = (value: StoredValue, id: Id) => (Array.isArray(value) ? value.includes(id) : value === id);

function pointTo(value: StoredValue, from: Id, to: Id): StoredValue {
  if (!Array.isArray(value)) return to;
  return [...new Set(value.map((id) => (id === from ? to : id)))];
}

function pointBack(value: StoredValue, { from, to, both }: { from: Id; to: Id; both: boolean }): StoredValue {
  if (!Array.isArray(value)) return to;
  const rest = value.flatMap((id) => (id === from && !both ? [to] : [id]));
  return [...new Set(both || !rest.includes(to) ? [...rest, to] : rest)];
}

function writeValues(
  tx: Tx,
  ctx: Context,
  changed: readonly { recordId: Id; name: string; new: StoredValue }[],
): PromiseLike<unknown> {
  const patches = new Map<Id, Record<string, StoredValue>>();
  for (const { recordId, name, new: value } of changed) {
    patches.set(recordId, { ...patches.get(recordId), [name]: value });
  }
  const rows = [...patches].map(([id, patch]) => ({ id, patch }));
  return tx.sql`
    update records r set "values" = r."values" || g.patch, version = r.version + 1,
      modified_at = ${new Date().toISOString()}::timestamptz, modified_by = ${ctx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id bigint, patch jsonb)
    where r.org_id = ${tx.orgId} and r.id = g.id`.execute();
}

function writeLinks(
  tx: Tx,
  links: readonly { fieldId: Id; recordId: Id; leave: Id; keep: boolean; to: Id }[],
): PromiseLike<unknown>[] {
  const gone = JSON.stringify(links.filter(({ keep }) => !keep));
  const all = JSON.stringify(links);
  return [
    tx.sql`
      delete from links l using jsonb_to_recordset(${gone}::jsonb) as g ("fieldId" bigint, "recordId" bigint, leave bigint)
      where l.org_id = ${tx.orgId} and l.record_id = g."recordId" and l.field_id = g."fieldId" and l.target_id = g.leave`,
    tx.sql`
      insert into links (org_id, field_id, record_id, target_id)
      select ${tx.orgId}, g."fieldId", g."recordId", g."to"
      from jsonb_to_recordset(${all}::jsonb) as g ("fieldId" bigint, "recordId" bigint, "to" bigint)
      on conflict do nothing`,
  ].map((statement) => statement.execute());
}
