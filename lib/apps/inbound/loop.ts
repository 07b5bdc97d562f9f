/**
 * What goes round between apps: one changes a record, the other hears of that and changes it back; or one makes a record of
 * what it is told, and we tell it of that one too. Noticed where two or more changed the same record more than five times
 * within a minute and nobody else did, and where the same values made more than five records within a minute; the app that
 * comes next is not heard, and its connection rests until somebody resumes it. A message of our own that comes back is none.
 */

import canonicalize from 'canonicalize';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { requestDigest } from '@/lib/platform/crypto/request-digest';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type Connection, keepConnection, lockConnection } from '../connections/connection';
import { deliveryOf } from '../deliveries/plan';

const MOST_TURNS = 5;
const WITHIN_MS = 60_000;

/** Whether a change of a record by a connection would be one turn more of a loop. */
export async function isLoop(tx: Tx, connectionId: Id, recordId: Id): Promise<boolean> {
  const since = new Date(clock.nowMs() - WITHIN_MS).toISOString();
  const [found] = await tx.sql<[{ turns: number; apps: number; others: number }]>`
    with recent as (
      select action, subject_id, request_id from ledger_entries
      where org_id = ${tx.orgId} and record_id = ${recordId} and outcome = 'done' and at > ${since}::timestamptz
        and action in ('app.receive', 'record.create', 'record.update')),
    turns as (select * from recent where action = 'app.receive')
    select (select count(*)::int from turns) as turns,
      (select count(distinct app)::int from (
        select subject_id as app from turns union select ${connectionId}::bigint) as a) as apps,
      (select count(*)::int from recent
        where action = 'record.update' and request_id not in (select request_id from turns)) as others`;
  return found.turns >= MOST_TURNS && found.apps > 1 && found.others === 0;
}

/** By which values that come again are known: keyed, and without the app's own id. */
export const digestOfSaid = (keys: OrgKeys, moduleId: Id, values: Readonly<Record<string, unknown>>): Buffer =>
  requestDigest(keys, 'said', [moduleId, canonicalize(values) ?? '']);

/** Whether a record that is to be made would be one turn more of a loop: of a message of ours, or of the same values again and again. */
export async function isEcho(tx: Tx, webhookId: string, said: Buffer): Promise<boolean> {
  const since = new Date(clock.nowMs() - WITHIN_MS).toISOString();
  const [found] = await tx.sql<[{ ours: boolean; turns: number }]>`
    select exists (select from app_deliveries where org_id = ${tx.orgId} and id = ${deliveryOf(webhookId)}::bigint) as ours,
      (select count(*)::int from app_received
        where org_id = ${tx.orgId} and said = ${said} and at > ${since}::timestamptz) as turns`;
  return found.ours || found.turns >= MOST_TURNS;
}

/** Pauses the connection, and tells whoever manages connections, and officers. */
export async function stopLoop(connection: Connection, orgId: Id): Promise<void> {
  const { id, name } = connection;
  const attempt = { action: 'app.pause', subjectId: id } as const;
  await mutate(systemContext(orgId, `app-${id}`), attempt, async (tx) => {
    const { state } = await lockConnection(tx, id);
    if (state !== 'active') return unchanged();
    await tx.sql`update app_connections set state = 'paused' where org_id = ${tx.orgId} and id = ${id}`;
    await keepConnection(tx, id);
    await notify(tx, [{ right: 'manageCompliance' }, { right: 'readWholeLedger' }], {
      kind: 'app.loop',
      subjectId: id,
      facts: { app: name },
    });
    return { value: undefined, entries: [{ ...attempt, facts: { name, reason: 'loop' } }] };
  });
}
