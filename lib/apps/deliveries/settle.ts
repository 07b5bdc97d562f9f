/**
 * Writes down what became of changes that were sent, or not: state, event, what the app has of the record, how it fares.
 * One transaction for all that were sent side by side.
 */

import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import type { Connection } from '../connections/connection';
import { connectorOf } from '../connectors/registry';
import { MOST_TRIES, pauseMs } from './backoff';
import type { Done } from './done';
import { noteHealth } from './health';
import type { Reason } from './reasons';

interface Outcome {
  state: 'sent' | 'sent_without' | 'not_sent' | 'skipped' | 'failed' | 'waiting';
  reason: Reason | null;
  /** Of one that waits. */
  pauseMs?: number;
}

export async function settle(ctx: Context, connection: Connection, all: readonly Done[]): Promise<void> {
  await writeInOrg(ctx.orgId, 'job', async (tx) => {
    const decided = all.map(outcomeOf);
    const isOver = decided.some(({ state }) => state === 'waiting') && (await hasEnded(tx, connection));
    const outcomes = isOver ? decided.map((one) => (one.state === 'waiting' ? OVER : one)) : decided;
    const entries = all.flatMap((done, n) => entryOf(connection, done, outcomes[n] as Outcome));
    await Promise.all([
      writeStates(tx, all, outcomes),
      writeRemotes(tx, connection, all),
      noteHealth(tx, ctx, connection, all),
      appendEntries(tx, ctx, entries, await keysOf(tx)),
    ]);
  });
}

/** It was disconnected while something was sent: what did not arrive is not sent any more. */
const OVER: Outcome = { state: 'skipped', reason: 'not_mapped' };

const hasEnded = async (tx: Tx, { id }: Connection): Promise<boolean> =>
  (await tx.sql`select from app_connections where org_id = ${tx.orgId} and id = ${id} and state = 'ended'`).length > 0;

function outcomeOf({ plan, result }: Done): Outcome {
  if (plan.do === 'nothing') return { state: plan.state, reason: plan.reason };
  if (!result) throw new TypeError('What was sent has a result.');
  if (result.went === 'well') {
    if (plan.do === 'remove') return REMOVED[plan.why];
    if (plan.emptied.length > 0) return { state: 'sent_without', reason: 'fields_emptied' };
    return { state: plan.flow.transfer === 'whole' ? 'sent' : 'sent_without', reason: null };
  }
  if (result.went === 'anew') return { state: 'waiting', reason: null, pauseMs: 0 };
  if (result.went === 'badly') return { state: 'failed', reason: result.reason };
  // Where the app itself is away it is left alone as a whole, and no record is given up for that.
  if (result.whole) return { state: 'waiting', reason: result.reason, pauseMs: 0 };
  if (plan.taken.tries >= MOST_TRIES) return { state: 'failed', reason: result.reason };
  return { state: 'waiting', reason: result.reason, pauseMs: result.pauseMs ?? pauseMs(plan.taken.tries) };
}

const REMOVED: Record<'deleted' | 'restricted' | 'field_stays', Outcome> = {
  deleted: { state: 'sent', reason: null },
  restricted: { state: 'not_sent', reason: 'needed_field_restricted' },
  field_stays: { state: 'not_sent', reason: 'field_stays' },
};

const ACTION_OF = {
  sent: 'app.send',
  sent_without: 'app.send_without',
  not_sent: 'app.withhold',
  skipped: 'app.skip',
  failed: 'app.give_up',
} as const;

function entryOf(connection: Connection, { plan, result }: Done, { state, reason }: Outcome): NewEntry[] {
  if (state === 'waiting') return [];
  const { taken, flow } = plan;
  const isRemoval = plan.do === 'remove' && result?.went === 'well';
  const fields = plan.do === 'send' ? flow?.clear : flow?.missed;
  return [
    {
      action: isRemoval ? 'app.remove' : ACTION_OF[state],
      subjectId: connection.id,
      module: taken.module,
      recordId: taken.recordId,
      door: connectorOf(connection.app).kind,
      fields: (fields ?? []).map(({ apiName }) => apiName),
      facts: {
        app: connection.name,
        act: taken.act,
        delivery: taken.id,
        ...(reason && { reason }),
        ...(result?.status && { status: result.status }),
        ...(result?.code && { code: result.code }),
        ...(plan.do === 'send' && plan.tooLong.length > 0 && { leftOut: plan.tooLong.join(' ') }),
        ...(plan.do === 'send' && plan.emptied.length > 0 && { emptied: plan.emptied.join(' ') }),
        ...(plan.do === 'send' && flow && flow.withheld.length > 0 && { withheld: flow.withheld.length }),
      },
    },
  ];
}

async function writeStates(tx: Tx, all: readonly Done[], outcomes: readonly Outcome[]): Promise<void> {
  const nowMs = clock.nowMs();
  const rows = all.map(({ plan, result }, n) => {
    const { state, reason, pauseMs: pause = 0 } = outcomes[n] as Outcome;
    const { flow, taken } = plan;
    return {
      id: taken.id,
      state,
      reason,
      // A try that the app as a whole answered with nothing is none of this record's.
      untried: result?.went === 'anew' || (result?.went === 'later' && result.whole),
      due: new Date(nowMs + pause).toISOString(),
      settled: state === 'waiting' ? null : new Date(nowMs).toISOString(),
      status: result?.status ?? null,
      ms: result?.durationMs ?? null,
      sent: plan.do === 'send' ? plan.flow.clear.map(({ apiName }) => apiName) : null,
      withheld: flow?.withheld.map(({ apiName }) => apiName) ?? null,
    };
  });
  await tx.sql`
    update app_deliveries d set state = s.state, reason = s.reason, due_at = s.due, settled_at = s.settled, status = s.status,
      duration_ms = s.ms, taken_by = null, tries = case when s.untried then greatest(d.tries - 1, 1) else d.tries end,
      sent_fields = case when s.state = 'waiting' then d.sent_fields else s.sent end, withheld_fields = s.withheld
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as s (id bigint, state text, reason text, untried boolean, due timestamptz, settled timestamptz, status integer,
        ms integer, sent text[], withheld text[])
    where d.org_id = ${tx.orgId} and d.id = s.id and d.state = 'sending'`;
}

async function writeRemotes(tx: Tx, connection: Connection, all: readonly Done[]): Promise<void> {
  const rows = all.flatMap(remoteOf);
  if (rows.length === 0) return;
  // One that was never sent has no row, and gets none by being withheld.
  await tx.sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as g (record bigint, remote text, told text[], emptied text[], sent boolean, restricted boolean, removed boolean)),
    known as (
      update app_remotes r set
        remote_id = coalesce(g.remote, r.remote_id),
        sent_marked = case when not g.removed then array(
          select unnest(r.sent_marked) except select unnest(g.emptied) union select unnest(g.told) order by 1) else '{}' end,
        sent_at = case when g.sent then now() else r.sent_at end,
        restricted_at = case when g.restricted then coalesce(r.restricted_at, now()) end,
        removed_at = case when g.removed then now() when not g.sent then r.removed_at end
      from given g
      where r.org_id = ${tx.orgId} and r.connection_id = ${connection.id} and r.record_id = g.record
      returning r.record_id)
    insert into app_remotes (org_id, connection_id, record_id, remote_id, sent_marked, sent_at)
    select ${tx.orgId}, ${connection.id}, g.record, g.remote, g.told, now() from given g
    where g.sent and g.record not in (select record_id from known)`;
}

/** What the app has of a record by what came of a plan; none where nothing came of it. */
function remoteOf({ plan, result }: Done) {
  const { recordId: record, sentFields } = plan.taken;
  const unsent = { record, remote: null, told: [], emptied: [], sent: false };
  if (plan.do === 'nothing') return plan.state === 'not_sent' ? [{ ...unsent, restricted: true, removed: false }] : [];
  if (result?.went !== 'well') return [];
  if (plan.do === 'remove') return [{ ...unsent, restricted: plan.why !== 'deleted', removed: true }];
  const { emptied, leaves, flow } = plan;
  // What an earlier try told of may have arrived, and stays but for what this one took out.
  const before = (sentFields ?? []).filter((name) => !emptied.includes(name));
  // Of what it let out, whether there was a value or not: that tells nothing of values.
  const told = [...new Set([...flow.clear.map(({ apiName }) => apiName), ...before])];
  return [{ record, remote: result.remoteId, told, emptied, sent: true, restricted: leaves, removed: false }];
}
