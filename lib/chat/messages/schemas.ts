/** What the verbs about messages take, as it comes from outside. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';

/** The longest message, in UTF-16 units. */
export const MAX_MESSAGE = 5_000;

export const idSchema = z.string().refine(isId, { error: 'is not an id' });

/** Text as people write it: any language and emoji; no NUL, which PostgreSQL and JSON readers stumble over. */
export const messageText = z
  .string({ error: 'Write a message.' })
  .max(MAX_MESSAGE, { error: `At most ${MAX_MESSAGE.toLocaleString('en-US')} characters.` })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'is not valid text' })
  .refine((text) => text.trim() !== '', { error: 'Write a message.' });

const place = z.int().min(0).max(100_000);

/** Parts of a text that its writer chose to hide. */
export const hiddenSchema = z
  .array(z.object({ start: place, end: place, kind: z.string().regex(/^[a-z_]{0,30}$/) }))
  .max(100)
  .default([]);

export const newMessageSchema = z.object({
  conversationId: idSchema,
  /** Made by the composer: sent again, it is the same message. */
  clientId: z.uuid({ error: 'is not a UUID' }),
  text: messageText,
});

export type NewMessageInput = z.input<typeof newMessageSchema>;
