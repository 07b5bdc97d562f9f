import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { isId } from '@/lib/platform/ids';

/** Whether there is a conversation of this id that is not deleted. Opens nothing, and says nothing of who may read it. */
export async function isConversation(ctx: Context, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  return inOrg(ctx.orgId, async (tx) => {
    const [found] = await tx.sql<{ one: number }[]>`
      select 1 as one from chat_conversations where org_id = ${tx.orgId} and id = ${id} and deleted_at is null`;
    return found !== undefined;
  });
}
