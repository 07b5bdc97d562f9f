import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { idSchema } from '../messages/schemas';
import { requireOperator } from '../operators/find';

export const limitSchema = z.object({
  userId: idSchema,
  maxConversations: z
    .int({ error: 'Give a whole number.' })
    .min(1, { error: 'At least 1.' })
    .max(50, { error: 'At most 50.' }),
});

const DEFAULT = 5;

/** Sets how many chats at once are offered to an operator, who may change it too. @throws forbidden; invalid */
export async function limitOperator(ctx: Context, input: z.input<typeof limitSchema>): Promise<void> {
  const { userId, maxConversations } = readInput(limitSchema, input);
  const action = 'chat_setup.update';
  await mutate(ctx, { action, subjectId: userId }, async (tx) => {
    assertOrgRight(ctx, 'manageChat');
    const { name } = await requireOperator(tx, userId);
    const [row] = await tx.sql<{ before: number }[]>`
      select max_conversations as before from chat_operators
      where org_id = ${tx.orgId} and user_id = ${userId} for update`;
    const before = row?.before ?? DEFAULT;
    if (before === maxConversations) return unchanged();
    // Away until their own console says otherwise.
    await tx.sql`
      insert into chat_operators (org_id, user_id, available, max_conversations, seen_at)
      values (${tx.orgId}, ${userId}, false, ${maxConversations}, now())
      on conflict (org_id, user_id) do update set max_conversations = excluded.max_conversations`;
    const facts = { setting: 'operator', name, old: before, new: maxConversations };
    return { value: undefined, entries: [{ action, subjectId: userId, fields: ['maxConversations'], facts }] };
  });
}
