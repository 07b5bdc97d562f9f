/** How a connection fares: whether it rests, and when it has failed for too long to be tried by itself. */

import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import type { Connection } from '../connections/connection';
import { pauseMs, SUSPENDED_AFTER, SUSPENDED_AFTER_UNKNOWN } from './backoff';
import type { Done } from './done';

/** Notes how a connection fared with what was sent side by side. One that only withheld fared neither well nor badly. */
export async function noteHealth(tx: Tx, ctx: Context, connection: Connection, all: readonly Done[]): Promise<void> {
  const results = all.flatMap(({ result }) => (result ? [result] : []));
  const failure = results.find((result) => result.went === 'later');
  if (results.some(({ went }) => went === 'well')) await noteSuccess(tx, connection);
  else if (failure?.went === 'later') await noteFailure(tx, ctx, connection, failure);
  if (all.some(({ plan, result }) => result?.went === 'badly' && plan.do !== 'nothing')) {
    await tellOfGivenUp(tx, connection);
  }
  const uncovered = all.filter(({ plan }) => plan.flow?.uncovered);
  if (uncovered.length > 0) await tellOfNotCovered(tx, connection, uncovered);
}

/** Once a week, where the app had health data of one of these records before: what it never got, it need not miss. */
async function tellOfNotCovered(tx: Tx, connection: Connection, uncovered: readonly Done[]): Promise<void> {
  const recordIds = uncovered.map(({ plan }) => plan.taken.recordId);
  const withheld = uncovered.flatMap(({ plan }) => plan.flow?.withheld.map(({ apiName }) => apiName) ?? []);
  const [had] = await tx.sql`
    select where not exists (
        select from notices where org_id = ${tx.orgId} and kind = 'app.not_covered' and subject_id = ${connection.id}
          and at > now() - interval '7 days')
      and (${uncovered.some(tookBack)} or exists (
        select from app_remotes where org_id = ${tx.orgId} and connection_id = ${connection.id}
          and record_id = any(${recordIds}::bigint[]) and sent_marked && ${withheld}::text[]))`;
  if (had) await tell(tx, 'app.not_covered', connection);
}

/** What the app had is taken out of it, and may be gone by now. */
const tookBack = ({ plan }: Done): boolean =>
  (plan.do === 'send' && plan.emptied.length > 0) || (plan.do === 'remove' && plan.why !== 'deleted');

/** Once an hour: a thousand records that an app refuses are one thing to look at. */
async function tellOfGivenUp(tx: Tx, connection: Connection): Promise<void> {
  const told = await tx.sql`
    select from notices where org_id = ${tx.orgId} and kind = 'app.gave_up' and subject_id = ${connection.id}
      and at > now() - interval '1 hour' limit 1`;
  if (told.length === 0) await tell(tx, 'app.gave_up', connection);
}

const noteSuccess = (tx: Tx, { id }: Connection) => tx.sql`
  insert into app_health (org_id, connection_id, last_sent_at) values (${tx.orgId}, ${id}, now())
  on conflict (org_id, connection_id) do update
    set failures = 0, last_sent_at = now(), last_reason = null, rests_until = null`;

async function noteFailure(
  tx: Tx,
  ctx: Context,
  connection: Connection,
  { reason, pauseMs: asked }: Extract<Done['result'], { went: 'later' }>,
): Promise<void> {
  const [row] = await tx.sql<[{ failures: number; suspended: boolean }]>`
    insert into app_health (org_id, connection_id, failures, last_failed_at, last_reason)
    values (${tx.orgId}, ${connection.id}, 1, now(), ${reason})
    on conflict (org_id, connection_id) do update
      set failures = app_health.failures + 1, last_failed_at = now(), last_reason = ${reason}
    returning failures, suspended_at is not null as suspended`;
  const most = reason === 'not_signed_in' ? SUSPENDED_AFTER_UNKNOWN : SUSPENDED_AFTER;
  if (row.failures >= most && !row.suspended) await suspend(tx, ctx, connection, reason);
  else {
    const until = new Date(clock.nowMs() + Math.max(asked ?? 0, pauseMs(row.failures))).toISOString();
    await tx.sql`
      update app_health set rests_until = ${until}::timestamptz
      where org_id = ${tx.orgId} and connection_id = ${connection.id}`;
  }
}

/** Nothing more is sent until somebody resumes it; what changes meanwhile waits. */
async function suspend(tx: Tx, ctx: Context, connection: Connection, reason: string): Promise<void> {
  await tx.sql`
    update app_health set suspended_at = now() where org_id = ${tx.orgId} and connection_id = ${connection.id}`;
  const facts = { app: connection.name, reason };
  await Promise.all([
    appendEntries(tx, ctx, [{ action: 'app.suspend', subjectId: connection.id, facts }], await keysOf(tx)),
    tell(tx, 'app.suspended', connection),
  ]);
}

/** Tells whoever manages connections, and officers. */
const tell = (tx: Tx, kind: 'app.suspended' | 'app.gave_up' | 'app.not_covered', { id, name }: Connection) =>
  notify(tx, [{ right: 'manageCompliance' }, { right: 'readWholeLedger' }], {
    kind,
    subjectId: id,
    facts: { app: name },
  });
