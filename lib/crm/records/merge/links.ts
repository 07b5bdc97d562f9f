/** Lookups of other records: they follow a record into the one that it became part of, and back. */

import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Moved } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';

/** Records that may point to those that go: each is changed, with its event, in the one transaction. */
export const MOST_POINTING = 5000;

export type MovedLink = Moved['links'][number];

/** One lookup to be pointed elsewhere. */
interface Turn extends MovedLink {
  /** Where it points now; one that does no more is left as it is. */
  at: Id;
  to: Id;
  /** Whether it points there no more afterwards. */
  leaves: boolean;
}

interface Pointing extends Turn {
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
  const rows = await tx.sql<MovedLink[]>`
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
  const turns = rows.map((link) => ({ ...link, at: link.from, to: keepId, leaves: true }));
  return turnAll(tx, ctx, { actId, source: 'merge', turns });
}

/** Lets what was moved point where it pointed before, where it still points to the record that stayed. */
export function moveLinksBack(
  tx: Tx,
  ctx: Context,
  { actId, keepId, links }: { actId: Id; keepId: Id; links: readonly MovedLink[] },
): Promise<MovedLinks> {
  const turns = links.map((link) => ({ ...link, at: keepId, to: link.from, leaves: !link.both }));
  return turnAll(tx, ctx, { actId, source: 'undo', turns });
}

interface Turning {
  actId: Id;
  source: 'merge' | 'undo';
  turns: readonly Turn[];
}

interface TurnedField {
  module: ModuleDefinition;
  recordId: Id;
  name: string;
  old: StoredValue;
  new: StoredValue;
}

async function turnAll(tx: Tx, ctx: Context, { actId, source, turns }: Turning): Promise<MovedLinks> {
  if (turns.length === 0) return { links: [], writes: [], entries: [] };
  const pointing = await lockPointing(tx, turns);
  const fields = new Map<string, TurnedField>();
  for (const link of pointing) {
    const key = `${link.recordId} ${link.fieldId}`;
    const { module, recordId, value } = link;
    const before = fields.get(key) ?? { module, recordId, name: link.field.apiName, old: value, new: value };
    fields.set(key, { ...before, new: turned(before.new, link) });
  }
  const changed = [...fields.values()];
  const entries = changed.map(
    ({ module, recordId, name, old, new: value }): NewEntry => ({
      action: 'record.update',
      module: module.apiName,
      recordId,
      subjectId: actId,
      fields: [name],
      facts: { source },
      changes: { [name]: { old, new: value } },
    }),
  );
  const links = pointing.map(({ fieldId, recordId, from, both }) => ({ fieldId, recordId, from, both }));
  return { links, writes: [writeValues(tx, ctx, changed), ...writeLinks(tx, pointing)], entries };
}

/** The lookups that still point so, their records locked, those in the recycle bin too. */
async function lockPointing(tx: Tx, turns: readonly Turn[]): Promise<Pointing[]> {
  const { modules } = await metadataOf(tx);
  const fieldOf = new Map(
    modules.flatMap((module) => module.fields.map((field) => [field.id, { module, field }] as const)),
  );
  const ids = [...new Set(turns.map(({ recordId }) => recordId))];
  const rows = await tx.sql<{ id: Id; values: Record<string, StoredValue> }[]>`
    select id, "values" from records where org_id = ${tx.orgId} and id = any(${ids}::bigint[]) order by id for update`;
  const valuesOf = new Map(rows.map((row) => [row.id, row.values]));
  return turns.flatMap((turn) => {
    const found = fieldOf.get(turn.fieldId);
    const value = found && valuesOf.get(turn.recordId)?.[found.field.apiName];
    return found && value !== undefined && pointsTo(value, turn.at) ? [{ ...turn, ...found, value }] : [];
  });
}

const pointsTo = (value: StoredValue, id: Id) => (Array.isArray(value) ? value.includes(id) : value === id);

/** Of a list the new target takes the old one's place; it comes last where that stays, or gave its place away already. */
function turned(value: StoredValue, { at, to, leaves }: Turn): StoredValue {
  if (!Array.isArray(value)) return to;
  const inPlace = leaves && value.includes(at);
  return [...new Set(inPlace ? value.map((id) => (id === at ? to : id)) : [...value, to])];
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
      modified_at = ${clock.now().toISOString()}::timestamptz, modified_by = ${ctx.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id bigint, patch jsonb)
    where r.org_id = ${tx.orgId} and r.id = g.id`.execute();
}

function writeLinks(tx: Tx, turns: readonly Turn[]): PromiseLike<unknown>[] {
  const left = JSON.stringify(turns.filter(({ leaves }) => leaves).map(linkAt));
  const all = JSON.stringify(turns.map(linkAt));
  return [
    tx.sql`
      delete from links l using jsonb_to_recordset(${left}::jsonb) as g ("fieldId" bigint, "recordId" bigint, "at" bigint)
      where l.org_id = ${tx.orgId} and l.record_id = g."recordId" and l.field_id = g."fieldId" and l.target_id = g."at"`,
    tx.sql`
      insert into links (org_id, field_id, record_id, target_id)
      select ${tx.orgId}, g."fieldId", g."recordId", g."to"
      from jsonb_to_recordset(${all}::jsonb) as g ("fieldId" bigint, "recordId" bigint, "to" bigint)
      on conflict do nothing`,
  ].map((statement) => statement.execute());
}

const linkAt = ({ fieldId, recordId, at, to }: Turn) => ({ fieldId, recordId, at, to });
