import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { auditQuerySchema } from '../query';

/** Of one extract. */
export const MOST_ENTRIES = 500;

const id = z.custom<Id>(isId, { error: 'This is not an id.' });
const entryIds = z
  .array(id)
  .min(1, { error: 'Choose at least one entry.' })
  .max(MOST_ENTRIES, { error: `At most ${MOST_ENTRIES} entries.` });
const days = z.int({ error: '1 to 30 days' }).min(1, { error: '1 to 30 days' }).max(30, { error: '1 to 30 days' });
const AUDIENCE = { error: 'Say who it is for.' };

export const newExtractSchema = z.object({
  conversationId: id,
  entryIds,
  audience: z.enum(['operator', 'visitor'], AUDIENCE),
  days,
});
export type NewExtract = z.input<typeof newExtractSchema>;

export const newRecordExtractSchema = z.object({
  /** The record, and of which days, people and acts all entries are. */
  query: auditQuerySchema.extend({ record: id }),
  /** Those of them that were chosen; null is all of them. */
  entryIds: entryIds.nullable(),
  audience: z.enum(['operator', 'patient'], AUDIENCE),
  /** To whom it is given, as the officer knows them. Kept sealed. */
  recipient: plainLine('a name', 200),
  days,
});
export type NewRecordExtract = z.input<typeof newRecordExtractSchema>;

export const extractIdSchema = z.object({ extractId: id });

export const openExtractSchema = z.object({
  extractId: z.string().max(30),
  /** What stands behind `#` in the link. */
  token: z.string().max(100),
  secret: z.string().max(100),
});
