import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

interface WaitingClient {
  id: Id;
  name: string;
  ownerId: Id;
  owner: string;
  what: 'made' | 'changed' | 'gave a new secret to';
}

/** Tells the owner of a client that it waits for them, and officers that somebody would have it act for another. */
export async function tellOwner(tx: Tx, ctx: Context, client: WaitingClient, at: Date): Promise<void> {
  const { id, name, ownerId, owner, what } = client;
  const facts = { by: ctx.actor.name, client: name, what, owner };
  await Promise.all([
    notify(tx, { userIds: [ownerId] }, { kind: 'client.waits', subjectId: id, facts }, at),
    notify(
      tx,
      { right: 'readWholeLedger', except: ctx.actor.id },
      { kind: 'client.proposed', subjectId: id, facts },
      at,
    ),
  ]);
}
