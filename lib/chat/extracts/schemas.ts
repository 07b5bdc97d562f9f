import { z } from 'zod';
import { idSchema } from '../messages/schemas';

const MOST_ENTRIES = 500;

export const newExtractSchema = z.object({
  conversationId: idSchema,
  entryIds: z
    .array(idSchema)
    .min(1, { error: 'Choose at least one entry.' })
    .max(MOST_ENTRIES, { error: `At most ${MOST_ENTRIES} entries.` }),
  audience: z.enum(['operator', 'visitor'], { error: 'Say who it is for.' }),
  days: z.int({ error: '1 to 30 days' }).min(1, { error: '1 to 30 days' }).max(30, { error: '1 to 30 days' }),
});

export type NewExtract = z.input<typeof newExtractSchema>;

export const extractIdSchema = z.object({ extractId: idSchema });

export const openExtractSchema = z.object({
  extractId: z.string().max(30),
  /** What stands behind `#` in the link. */
  token: z.string().max(100),
  secret: z.string().max(100),
});
