/**
 * Gives records back what they held before an act changed them. What somebody changed since stays as they left it, and so
 * does a unique value that another record has taken since.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { wholeOf } from '@/lib/crm/modules/seen';
import { changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { HeldTokens } from '@/lib/platform/db/schema/merges';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { orNull } from '@/lib/protection/disclose/damaged';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { loggable, type StoredRow } from '../apply-changes';
import { takeOver } from './take-over';
import { writeTaken } from './write-taken';

interface ImageRow {
  id: Id;
  fields: string[];
  values: StoredRow['values'];
  sealed: Buffer | null;
  seal_version: number;
  tokens: HeldTokens;
  made_at: string;
  /** As it is now. */
  now: { owner_id: Id; values: StoredRow['values']; sealed: string | null; seal_version: number };
  changed_since: boolean;
}

export interface PutBack {
  writes: PromiseLike<unknown>[];
  entries: NewEntry[];
  /** Records whose turn it was. */
  seen: number;
  /** The last of them: what is damaged stays kept, and is passed. */
  last: Id | undefined;
  /** Of these, records that got values back. */
  restored: number;
  /** Records whose encrypted values do not open: they stay as they are, and what was kept of them stays. */
  damaged: Id[];
}

/**
 * Puts back the next records of an act, at most `limit`, and forgets what was kept of them. In the recycle bin, or where
 * the asker may not change them, they stay as they are. The caller awaits the writes.
 * @param after the record behind which the next are looked for
 */
export async function putBack(
  tx: Tx,
  ctx: Context,
  seen: ModuleDefinition,
  { actId, limit, after = '0' }: { actId: Id; limit: number; after?: Id | undefined },
): Promise<PutBack> {
  // All that was changed comes back, also what the asker's profile hides: nobody chooses a value by it.
  const module = wholeOf(seen);
  const keys = await keysOf(tx);
  const ids = await nextIds(tx, actId, after, limit);
  const rows = await lockRows(tx, ctx, module, { actId, ids });
  const [since, claimed] = await Promise.all([changedSince(tx, actId, rows), takenSince(tx, rows)]);
  const result: PutBack = { writes: [], entries: [], seen: ids.length, last: ids.at(-1), restored: 0, damaged: [] };
  for (const row of rows) {
    const names = row.fields.filter((name) => {
      const field = module.fields.find(({ apiName }) => apiName === name);
      return field && !since.get(row.id)?.has(name) && !claimed.get(row.id)?.has(field.id);
    });
    if (names.length === 0) continue;
    const current = { ...row.now, sealed: row.now.sealed ? Buffer.from(row.now.sealed, 'hex') : null };
    const taken = orNull(() => takeOver(module, keys, { id: row.id, row: current }, [{ id: row.id, row, names }]));
    if (taken === null) {
      result.damaged.push(row.id);
      continue;
    }
    const { id, tokens } = row;
    const { writes, envelope } = await writeTaken(tx, ctx, module, { id, ownerId: row.now.owner_id, taken, tokens });
    result.writes.push(...writes);
    const about = { module: module.apiName, recordId: row.id, subjectId: actId, fields: names } as const;
    const changes = loggable(module, row.now.values, taken.changes);
    result.entries.push({ action: 'record.update', ...about, facts: { source: 'undo' }, changes, envelope });
    result.restored += 1;
  }
  const settled = ids.filter((id) => !result.damaged.includes(id));
  result.writes.push(
    tx.sql`delete from before_images
      where org_id = ${tx.orgId} and act_id = ${actId} and record_id = any(${settled as string[]}::bigint[])`.execute(),
  );
  return result;
}

async function nextIds(tx: Tx, actId: Id, after: Id, limit: number): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id }[]>`
    select record_id as id from before_images
    where org_id = ${tx.orgId} and act_id = ${actId} and record_id > ${after}
    order by record_id limit ${limit}`;
  return rows.map(({ id }) => id);
}

function lockRows(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { actId, ids }: { actId: Id; ids: readonly Id[] },
): Promise<ImageRow[]> {
  return tx.sql<ImageRow[]>`
    select records.id, i.fields, i."values", i.sealed, i.seal_version, i.tokens, i.made_at,
      jsonb_build_object('owner_id', owner_id::text, 'values', records."values",
        'sealed', encode(records.sealed, 'hex'), 'seal_version', records.seal_version) as now,
      records.version <> i.version_after as changed_since
    from records
    join before_images i on i.org_id = records.org_id and i.record_id = records.id and i.act_id = ${actId}
    where ${visibleRecords(tx, ctx, module)} and records.id = any(${ids as string[]}::bigint[])
      and ${changeableRecord(tx, ctx, module)}
    order by records.id for update of records`.then((rows) => [...rows]);
}

/** Record → API names of the fields that somebody changed after the act: the ledger knows. */
async function changedSince(tx: Tx, actId: Id, rows: readonly ImageRow[]): Promise<Map<Id, Set<string>>> {
  const changed = rows.filter((row) => row.changed_since);
  const names = new Map<Id, Set<string>>();
  if (changed.length === 0) return names;
  const asked = JSON.stringify(changed.map(({ id, made_at }) => ({ id, from: made_at })));
  const found = await tx.sql<{ id: Id; fields: string[] }[]>`
    select e.record_id as id, e.fields from ledger_entries e
    join jsonb_to_recordset(${asked}::jsonb) as a (id bigint, "from" timestamptz) on a.id = e.record_id and e.at >= a."from"
    where e.org_id = ${tx.orgId} and e.outcome = 'done' and e.subject_id is distinct from ${actId}
      and e.action in ('record.update', 'record.merge', 'record.unmerge')`;
  for (const { id, fields } of found) {
    const known = names.get(id) ?? new Set();
    names.set(id, known);
    for (const name of fields) known.add(name);
  }
  return names;
}

/** Record → ids of the unique fields whose former value another record holds by now. */
async function takenSince(tx: Tx, rows: readonly ImageRow[]): Promise<Map<Id, Set<Id>>> {
  const claims = rows.flatMap(({ id, tokens }) => tokens.unique.map((claim) => ({ id, ...claim })));
  const taken = new Map<Id, Set<Id>>();
  if (claims.length === 0) return taken;
  const found = await tx.sql<{ id: Id; field_id: Id }[]>`
    select c.id, u.field_id from unique_values u
    join jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as c (id bigint, "fieldId" bigint, token text)
      on u.field_id = c."fieldId" and u.token = decode(c.token, 'hex')
    where u.org_id = ${tx.orgId} and u.record_id <> c.id`;
  for (const { id, field_id } of found) taken.set(id, (taken.get(id) ?? new Set()).add(field_id));
  return taken;
}
