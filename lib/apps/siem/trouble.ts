/**
 * What becomes of a stream that does not go on: kept, tried again later, and told to officers when it lasts.
 * Guarantees: officers are told once when nothing was sent for an hour, whatever the reason: one that was noted, or none.
 * Against: a stream that stands still and says that it sends.
 */
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { pauseMs } from '../deliveries/backoff';
import { type Destination, urlOf } from './destination';
import { openedOrNull } from './set';

/** Officers are told when it has failed, or stood still, for so long. */
const TELL_AFTER_MS = 60 * 60_000;

/** A batch did not arrive. @param begun null where it did not come as far as to know which */
export async function noteFailure(
  tx: Tx,
  problem: string,
  begun: { id: Id; destination: Destination } | null,
): Promise<void> {
  const [stream] = await tx.sql<{ id: Id; failures: number; failingSince: string; told: boolean }[]>`
    update siem_streams set failures = failures + 1, failing_since = coalesce(failing_since, now()), problem = ${problem}
    where org_id = ${tx.orgId} and ${begun === null ? tx.sql`true` : tx.sql`id = ${begun.id}`}
    returning id, failures, to_json(failing_since) #>> '{}' as "failingSince", told`;
  if (!stream) return;
  const dueAt = new Date(clock.nowMs() + pauseMs(stream.failures)).toISOString();
  const isLong = clock.nowMs() - Date.parse(stream.failingSince) >= TELL_AFTER_MS;
  await tx.sql`
    update siem_streams set due_at = ${dueAt}::timestamptz, told = told or ${isLong}
    where org_id = ${tx.orgId} and id = ${stream.id}`;
  if (isLong && !stream.told) await tell(tx, stream.id, problem, begun?.destination ?? null);
}

/** Entries wait that were signed an hour ago, and since then nothing was sent, and no failure noted by which it would be later. */
export async function noteIfStalled(orgId: Id): Promise<void> {
  const since = new Date(clock.nowMs() - TELL_AFTER_MS).toISOString();
  await writeInOrg(orgId, 'job', async (tx) => {
    const [stream] = await tx.sql<{ id: Id; sealed: Buffer; problem: string }[]>`
      update siem_streams s set told = true, failing_since = coalesce(failing_since, now()),
        problem = coalesce(problem, 'stalled')
      where s.org_id = ${tx.orgId} and s.state = 'active' and not s.told
        and greatest(s.due_at, s.sent_at) < ${since}::timestamptz
        and (select c.at from ledger_checkpoints c
          where c.org_id = s.org_id and c.size > s.next order by c.size limit 1) < ${since}::timestamptz
      returning s.id, s.destination as sealed, s.problem`;
    if (stream) await tell(tx, stream.id, stream.problem, await openedOrNull(tx, stream.id, stream.sealed));
  });
}

async function tell(tx: Tx, id: Id, problem: string, destination: Destination | null): Promise<void> {
  const host = destination === null ? 'its receiver' : urlOf(destination).host;
  const facts = { host, problem };
  await Promise.all([
    appendEntries(
      tx,
      systemContext(tx.orgId, 'siem'),
      [{ action: 'siem.failed', subjectId: id, facts }],
      await keysOf(tx),
    ),
    notify(tx, { right: 'readWholeLedger' }, { kind: 'siem.failed', facts: { host }, subjectId: id }),
  ]);
}
