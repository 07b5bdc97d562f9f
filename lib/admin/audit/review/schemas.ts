/** What may be asked of the review desk. Ids and names of rules only, so it may stand in an address and in an event. */
import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { RULE_NAMES } from './rules/all';
import { STATES } from './states';

const id = z.custom<Id>(isId, { error: 'This is not an id.' });

const deskQuerySchema = z.object({
  state: z.enum(STATES).default('open'),
  rule: z.enum(RULE_NAMES).optional(),
  person: id.optional(),
});

export type DeskQuery = z.infer<typeof deskQuerySchema>;

/** Behind which item a page begins: its score and id. */
const afterSchema = z
  .string()
  .regex(/^\d{1,3}-[1-9]\d{0,18}$/)
  .transform((text) => {
    const [score, itemId] = text.split('-') as [string, Id];
    return { score: Number(score), id: itemId };
  });

const addressSchema = deskQuerySchema.extend({ after: afterSchema.optional() });

/** What an address asks for; null when something in it is not right. What is empty is as if it were not there. */
export function readDeskAddress(address: Readonly<Record<string, string | readonly string[] | undefined>>) {
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value !== '' && value !== undefined));
  const read = addressSchema.safeParse(given);
  if (!read.success) return null;
  const { after, ...query } = read.data;
  return { query, after };
}

export const signOffSchema = z
  .object({
    /** `entries`: how many the reviewer saw in it. */
    items: z
      .array(z.object({ id, entries: z.int().min(1) }))
      .min(1, { error: 'Choose at least one.' })
      .max(100, { error: 'At most 100 at once.' }),
    verdict: z.enum(STATES, { error: 'Choose a verdict.' }),
    note: z.string().trim().max(2000, { error: 'At most 2,000 characters.' }).default(''),
  })
  .refine(({ verdict, note }) => verdict === 'fine' || note !== '', {
    path: ['note'],
    error: 'Say why, in a few words.',
  });

export type SignOff = z.input<typeof signOffSchema>;

export const reportSchema = z.object({
  month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: 'Choose a month.' }),
});

export type ReportRequest = z.infer<typeof reportSchema>;
export const reportFileSchema = reportSchema.extend({ format: z.enum(['csv', 'pdf']) });
