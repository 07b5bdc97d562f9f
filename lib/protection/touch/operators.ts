/** Writes without an event: whether an operator’s console is open, and how far they have read, and nothing else. */
import type { Context } from '@/lib/platform/context';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Notes that an operator's console is open: one that was not seen for a while counts as away. */
export async function touchOperator(ctx: Context): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`update chat_operators set seen_at = now() where org_id = ${ctx.orgId} and user_id = ${ctx.actor.id}`;
  });
}

/** Notes how far an operator has read a conversation they opened. */
export async function touchReader(ctx: Context, conversationId: Id, seq: number): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`
      update chat_readers set seen_seq = greatest(seen_seq, ${seq})
      where org_id = ${ctx.orgId} and conversation_id = ${conversationId} and user_id = ${ctx.actor.id}`;
  });
}
