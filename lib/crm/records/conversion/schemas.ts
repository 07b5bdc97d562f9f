import { z } from 'zod';
import { isId } from '@/lib/platform/ids';

const id = z.string().refine(isId, 'Not an id.');
const values = z.record(z.string().max(100), z.union([z.string(), z.array(z.string())]));

export const convertSchema = z.object({
  leadId: id,
  /** The lead's version that the person saw. */
  version: z.int(),
  /** The account: a new one, one that is there, or none. */
  account: z.discriminatedUnion('how', [
    z.object({ how: z.literal('new') }),
    z.object({ how: z.literal('join'), id }),
    z.object({ how: z.literal('none') }),
  ]),
  contact: z.discriminatedUnion('how', [z.object({ how: z.literal('new') }), z.object({ how: z.literal('join'), id })]),
  /** Whether a deal is made. */
  deal: z.boolean(),
  /** By module: what the person gave beside the lead's own values, or in their place. */
  values: z.object({ Accounts: values, Contacts: values, Deals: values }).partial(),
});
export type ConvertRequest = z.infer<typeof convertSchema>;

export const unconvertSchema = z.object({
  leadId: id,
  conversionId: id,
  /** Undo it although what was made was changed since. */
  evenSo: z.boolean(),
});
export type UnconvertRequest = z.infer<typeof unconvertSchema>;
