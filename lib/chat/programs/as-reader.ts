import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { noteReader } from '../conversations/open';

/**
 * Reads a conversation for a program, which opens it with every call: no session lasts there. Its owner's own opening in
 * a browser stands as it was, so that a program never closes what a person has open.
 * @param after `stays`: noted as a reader; `leaves`: what was read was only to change it.
 */
export async function asReader<T>(
  tx: Tx,
  ctx: Context,
  { conversationId, after }: { conversationId: Id; after: 'stays' | 'leaves' },
  read: () => Promise<T>,
): Promise<T> {
  const row = tx.sql`org_id = ${tx.orgId} and conversation_id = ${conversationId} and user_id = ${ctx.actor.id}`;
  const [before] = await tx.sql<{ sessionId: Id | null; openedAt: string; mac: Buffer | null }[]>`
    select session_id as "sessionId", opened_at as "openedAt", mac from chat_readers where ${row} for update`;
  await noteReader(tx, ctx, conversationId);
  const value = await read();
  if (before && (before.sessionId !== null || after === 'leaves')) {
    await tx.sql`
      update chat_readers set session_id = ${before.sessionId}, opened_at = ${before.openedAt}, mac = ${before.mac} where ${row}`;
  } else if (!before && after === 'leaves') {
    await tx.sql`delete from chat_readers where ${row}`;
  }
  return value;
}
