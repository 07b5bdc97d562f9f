/**
 * One batch of an organisation's stream. Guarantees: before a batch goes, where it ends is in the database; behind it the position
 * moves only when the receiver has it all. So after a kill at any point the same batch goes again, and nothing else.
 * Two senders at once, where a lock was lost, send the same batch; one of them moves the position.
 */
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { pauseMs } from '../deliveries/backoff';
import { type Destination, openDestination, urlOf } from './destination';
import { problemOf } from './problems';
import { type Batch, readBatch } from './read-batch';
import { sendBatch } from './send-batch';

/** Officers are told when it has failed for so long. */
const TELL_AFTER_MS = 60 * 60_000;

interface Begun {
  id: Id;
  destination: Destination;
  batch: Batch;
}

/** @returns whether a batch was sent: there may be more */
export async function streamBatch(orgId: Id): Promise<boolean> {
  let begun: Begun | null = null;
  try {
    begun = await writeInOrg(orgId, 'job', begin);
    if (begun === null) return false;
    await sendBatch(begun.destination, begun.batch);
  } catch (error) {
    const problem = problemOf(error);
    await writeInOrg(orgId, 'job', (tx) => noteFailure(tx, problem, begun));
    return false;
  }
  const { id, batch } = begun;
  const moved = await writeInOrg(
    orgId,
    'job',
    (tx) => tx.sql`
      update siem_streams set next = ${batch.end}, sending_to = null, sent_at = now(), failures = 0,
        failing_since = null, problem = null, told = false
      where org_id = ${orgId} and id = ${id} and next = ${batch.first} and sending_to = ${batch.end}
      returning id`,
  );
  return moved.length > 0;
}

/** What goes next, and a word of it in the database. */
async function begin(tx: Tx): Promise<Begun | null> {
  const [stream] = await tx.sql<{ id: Id; sealed: Buffer; next: string; sendingTo: string | null }[]>`
    select id, destination as sealed, next, sending_to as "sendingTo" from siem_streams
    where org_id = ${tx.orgId} and state = 'active' and due_at <= now() for update`;
  if (!stream) return null;
  const destination = openDestination(await keysOf(tx), stream.id, stream.sealed);
  const batch = await readBatch(tx, Number(stream.next), stream.sendingTo === null ? null : Number(stream.sendingTo));
  if (batch === null) return null;
  await tx.sql`update siem_streams set sending_to = ${batch.end} where org_id = ${tx.orgId} and id = ${stream.id}`;
  return { id: stream.id, destination, batch };
}

async function noteFailure(tx: Tx, problem: string, begun: Begun | null): Promise<void> {
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
  if (!isLong || stream.told) return;
  const host = begun === null ? 'its receiver' : urlOf(begun.destination).host;
  const facts = { host, problem };
  await Promise.all([
    appendEntries(
      tx,
      systemContext(tx.orgId, 'siem'),
      [{ action: 'siem.failed', subjectId: stream.id, facts }],
      await keysOf(tx),
    ),
    notify(tx, { right: 'readWholeLedger' }, { kind: 'siem.failed', facts: { host }, subjectId: stream.id }),
  ]);
}
