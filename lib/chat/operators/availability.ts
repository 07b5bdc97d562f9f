import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unrecorded } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { tell } from '../live/tell';

const availabilitySchema = z.object({
  available: z.boolean(),
  maxConversations: z
    .int({ error: 'Give a whole number.' })
    .min(1, { error: 'At least 1.' })
    .max(50, { error: 'At most 50.' })
    .optional(),
});

export interface Availability {
  available: boolean;
  maxConversations: number;
}

/** Whether one's console says one is there. @throws forbidden */
export async function getAvailability(ctx: Context): Promise<Availability> {
  assertMayChat(ctx);
  return inOrg(ctx.orgId, async (tx) => {
    const [row] = await tx.sql<Availability[]>`
      select available, max_conversations as "maxConversations" from chat_operators
      where org_id = ${tx.orgId} and user_id = ${ctx.actor.id}`;
    return row ?? { available: false, maxConversations: 5 };
  });
}

/** Says whether one is there to answer, and for how many at a time. Ephemeral, so no event. @throws forbidden; invalid */
export async function setAvailability(ctx: Context, input: z.input<typeof availabilitySchema>): Promise<void> {
  const { available, maxConversations = null } = readInput(availabilitySchema, input);
  await mutate(ctx, 'conversation.pick_up', async (tx) => {
    assertMayChat(ctx);
    const written = tx.sql`
      insert into chat_operators as o (org_id, user_id, available, max_conversations, seen_at)
      values (${tx.orgId}, ${ctx.actor.id}, ${available}, coalesce(${maxConversations}::int, 5), now())
      on conflict (org_id, user_id) do update set available = excluded.available, seen_at = now(),
        max_conversations = coalesce(${maxConversations}::int, o.max_conversations)`.execute();
    return unrecorded(undefined, 'availability', [written, tell(tx, { kind: 'queue' })]);
  });
}
