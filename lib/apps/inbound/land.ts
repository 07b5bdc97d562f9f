/** Writes what an app sent, by the records' own verbs, in one transaction with its events, its id and what the app has now. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { creation } from '@/lib/crm/records/create';
import { deleteRecords } from '@/lib/crm/records/recycle';
import { updateRecord } from '@/lib/crm/records/update';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import type { Connection } from '../connections/connection';

export interface Landing {
  connection: Connection;
  module: ModuleDefinition;
  /** By API name of the fields. */
  values: Record<string, unknown>;
  /** The app's own id of the record; null: it gave none. */
  remoteId: string | null;
  /** The message's. */
  webhookId: string;
  /** Of its values (`digestOfSaid`). */
  said: Buffer;
}

export interface Landed {
  did: 'created' | 'changed' | 'deleted' | 'nothing' | 'had_it';
  recordId: Id | null;
}

const HAD_IT: Landed = { did: 'had_it', recordId: null };

/** The record that the app means, by its own id or by ours; null where it knows none. */
export async function findKnown(
  tx: Tx,
  { connection, module }: Pick<Landing, 'connection' | 'module'>,
  { remoteId, recordId }: { remoteId: string | null; recordId: Id | null },
): Promise<Id | null> {
  const [row] = await tx.sql<{ id: Id }[]>`
    select a.record_id as id from app_remotes a
    join records r on r.org_id = a.org_id and r.id = a.record_id and r.module_id = ${module.id}
    where a.org_id = ${tx.orgId} and a.connection_id = ${connection.id}
      and (a.record_id = ${recordId}::bigint or (${recordId}::bigint is null and a.remote_id = ${remoteId}))
    order by r.deleted_at is not null, a.sent_at desc limit 1`;
  return row?.id ?? null;
}

/** Makes a record, unless the app has made it meanwhile. @throws as `createRecord` */
export async function landNew(ctx: Context, landing: Landing): Promise<Landed | { found: Id }> {
  const { connection, module, values, remoteId } = landing;
  const attempt = { action: 'record.create', module: module.apiName, facts: { app: connection.name } } as const;
  return mutate<Landed | { found: Id }>(ctx, attempt, async (tx) => {
    // Of two messages about one record, one makes it and the other finds it.
    await tx.sql`
      select from app_connections where org_id = ${tx.orgId} and id = ${connection.id} for no key update`;
    const found = remoteId === null ? null : await findKnown(tx, landing, { remoteId, recordId: null });
    if (found !== null) return unchanged({ found });
    if (!(await isFirst(tx, landing, landing.said))) return unchanged(HAD_IT);
    const { value, ...made } = await creation(tx, ctx, { module: module.apiName, values, source: 'app' });
    await beside(tx, landing, value.id);
    const entry = receiving(landing, { recordId: value.id, did: 'created' });
    return { ...made, value: { did: 'created', recordId: value.id }, entries: [...made.entries, entry] };
  });
}

/** Changes a record. @throws as `updateRecord` */
export async function landChange(ctx: Context, landing: Landing, id: Id): Promise<Landed> {
  const { module, values } = landing;
  let isChange = false;
  const along = (tx: Tx) => {
    isChange = true;
    return alongside(tx, ctx, landing, { recordId: id, did: 'changed' });
  };
  try {
    await updateRecord(ctx, { module: module.apiName, id, values }, along);
  } catch (error) {
    if (isHadIt(error)) return HAD_IT;
    throw error;
  }
  return isChange ? { did: 'changed', recordId: id } : landNothing(ctx, landing, id);
}

/** Moves a record that the app has to the recycle bin. @throws as `deleteRecords` */
export async function landDeletion(ctx: Context, landing: Landing, id: Id): Promise<Landed> {
  const along = (tx: Tx) => alongside(tx, ctx, landing, { recordId: id, did: 'deleted' });
  try {
    await deleteRecords(ctx, { module: landing.module.apiName, ids: [id] }, { along });
  } catch (error) {
    if (isHadIt(error)) return HAD_IT;
    throw error;
  }
  return { did: 'deleted', recordId: id };
}

/** What is written with a change: the message, its event, and what goes `beside`. */
async function alongside(tx: Tx, ctx: Context, landing: Landing, done: { recordId: Id; did: string }): Promise<void> {
  const noted = tx.sql`
    insert into app_received (org_id, connection_id, webhook_id, at)
    values (${tx.orgId}, ${landing.connection.id}, ${landing.webhookId}, ${clock.now().toISOString()}::timestamptz)`;
  const entry = receiving(landing, done);
  await Promise.all([
    beside(tx, landing, done.recordId, { isGone: done.did === 'deleted' }),
    noted,
    keysOf(tx).then((keys) => appendEntries(tx, ctx, [entry], keys)),
  ]);
}

/** It says what is so already: noted, and that is all. */
function landNothing(ctx: Context, landing: Landing, id: Id): Promise<Landed> {
  return mutate<Landed>(ctx, 'app.receive', async (tx) => {
    if (!(await isFirst(tx, landing, null))) return unchanged(HAD_IT);
    const done = { did: 'nothing', recordId: id } as const;
    return { value: done, entries: [receiving(landing, done)] };
  });
}

/** What goes with the change: the app that it came from is not told of it (`app.tell_apps`), and has the record. */
async function beside(
  tx: Tx,
  { connection, remoteId }: Landing,
  recordId: Id,
  { isGone = false }: { isGone?: boolean } = {},
): Promise<void> {
  const goneAt = isGone ? clock.now().toISOString() : null;
  await Promise.all([
    tx.sql`select set_config('app.from_connection', ${connection.id}, true)`,
    tx.sql`
      insert into app_remotes (org_id, connection_id, record_id, remote_id, sent_marked, sent_at)
      values (${tx.orgId}, ${connection.id}, ${recordId}, ${remoteId}, '{}', ${clock.now().toISOString()}::timestamptz)
      on conflict (org_id, connection_id, record_id) do update
        set remote_id = coalesce(excluded.remote_id, app_remotes.remote_id), removed_at = ${goneAt}::timestamptz,
          sent_marked = case when ${isGone} then '{}' else app_remotes.sent_marked end`,
  ]);
}

/** Notes the message. @param said of one that makes a record @returns whether it was not there before */
async function isFirst(tx: Tx, { connection, webhookId }: Landing, said: Buffer | null): Promise<boolean> {
  const noted = await tx.sql`
    insert into app_received (org_id, connection_id, webhook_id, at, said)
    values (${tx.orgId}, ${connection.id}, ${webhookId}, ${clock.now().toISOString()}::timestamptz, ${said})
    on conflict do nothing returning 1`;
  return noted.length > 0;
}

const isHadIt = (error: unknown): boolean =>
  error instanceof CareledgerError && String(error.facts.constraint).startsWith('app_received_');

const receiving = (
  { connection, module, values }: Landing,
  { recordId, did }: { recordId?: Id; did: string },
): NewEntry => ({
  action: 'app.receive',
  subjectId: connection.id,
  module: module.apiName,
  ...(recordId !== undefined && { recordId }),
  fields: Object.keys(values),
  facts: { app: connection.name, did },
});
