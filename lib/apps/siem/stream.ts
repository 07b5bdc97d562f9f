/**
 * One batch of an organisation's stream. Guarantees: before a batch goes, where it ends is in the database; behind it the position
 * moves only when the receiver has it all. So after a kill at any point the same batch goes again, and nothing else.
 * Two senders at once, where a lock was lost, send the same batch; one of them moves the position.
 */
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { keysOf } from '@/lib/platform/org-keys';
import { type Destination, openDestination } from './destination';
import { problemOf } from './problems';
import { type Batch, readBatch } from './read-batch';
import { sendBatch } from './send-batch';
import { noteFailure } from './trouble';

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
    // What is no fault of receiver or setting is one of ours or of the ledger: the log has its name.
    if (problem === 'internal')
      log.error({ event: 'siem.batch_failed', orgId, code: error instanceof Error ? error.name : 'unknown' });
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
  // When it is due is kept to the millisecond, rounded up as well as down.
  const [stream] = await tx.sql<{ id: Id; sealed: Buffer; next: string; sendingTo: string | null }[]>`
    select id, destination as sealed, next, sending_to as "sendingTo" from siem_streams
    where org_id = ${tx.orgId} and state = 'active' and due_at <= now() + interval '1 millisecond' for update`;
  if (!stream) return null;
  const destination = openDestination(await keysOf(tx), stream.id, stream.sealed);
  const batch = await readBatch(tx, Number(stream.next), stream.sendingTo === null ? null : Number(stream.sendingTo));
  if (batch === null) return null;
  await tx.sql`update siem_streams set sending_to = ${batch.end} where org_id = ${tx.orgId} and id = ${stream.id}`;
  return { id: stream.id, destination, batch };
}
