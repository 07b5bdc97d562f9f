import { z } from 'zod';
import { isId } from '@/lib/platform/ids';

const recordId = z.string().refine(isId, 'Not an id.');
/** `YYYY-MM-DD`, a day that there is. */
const day = z.iso.date('Not a day.');

export const accountingSchema = z.object({
  module: z.string().max(100),
  recordId,
  /** First and last day, UTC: the six years up to today when absent. */
  from: day.optional(),
  to: day.optional(),
});
export type AccountingRequest = z.infer<typeof accountingSchema>;

export const accountingFileSchema = accountingSchema.extend({
  format: z.enum(['csv', 'pdf']),
  /** With what need not be accounted for; never with what is suspended. */
  whole: z.boolean().default(false),
});
export type AccountingFileRequest = z.infer<typeof accountingFileSchema>;

const DAYS = { error: '1 to 30 days' };

export const giveSchema = accountingSchema.extend({ days: z.int(DAYS).min(1, DAYS).max(30, DAYS) });
export type GiveRequest = z.input<typeof giveSchema>;

export const takeBackSchema = z.object({ module: z.string().max(100), recordId, linkId: recordId });
export type TakeBackRequest = z.infer<typeof takeBackSchema>;

/** What the holder of a link sends. */
export const openAccountingSchema = z.object({
  linkId: z.string().max(30),
  /** What stands behind `#` in the link. */
  token: z.string().max(100),
  secret: z.string().max(100),
});
export type OpenAccounting = z.infer<typeof openAccountingSchema>;

export const suspendSchema = z.object({
  module: z.string().max(100),
  recordId,
  agency: z.string().trim().min(1, 'Name the agency.').max(200),
  statement: z.enum(['written', 'oral'], { error: 'Say whether the statement is written or oral.' }),
  endsOn: day,
});
export type SuspendRequest = z.infer<typeof suspendSchema>;

export const resumeSchema = z.object({ module: z.string().max(100), recordId, suspensionId: recordId });
export type ResumeRequest = z.infer<typeof resumeSchema>;
