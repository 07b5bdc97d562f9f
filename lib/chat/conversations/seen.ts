import { z } from 'zod';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { touchReader } from '@/lib/protection/touch/operators';
import { assertMayChat } from '../access';
import { idSchema } from '../messages/schemas';

export const seenSchema = z.object({ conversationId: idSchema, seq: z.int().min(0).max(2_147_483_647) });

/** Notes how far the asker has read; counts what is unread. @throws forbidden; invalid */
export async function markSeen(ctx: Context, input: z.input<typeof seenSchema>): Promise<void> {
  const { conversationId, seq } = readInput(seenSchema, input);
  assertMayChat(ctx);
  await touchReader(ctx, conversationId, seq);
}
