/** What the record verbs take from a screen. Values themselves are read by the module's metadata. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { PURPOSES, type Purpose } from '@/lib/protection/compliance/purposes';

const id = z.string().refine(isId, 'Not an id.');
const module = z.string().max(100);
const entry = z.union([z.string(), z.array(z.string())]);
const values = z.record(z.string().max(100), entry);

export const createRecordSchema = z.object({ module, values, ownerId: id.optional() });
export const updateRecordSchema = z.object({
  module,
  id,
  values,
  ownerId: id.optional(),
  version: z.number().int().positive().optional(),
});
export const recordIdsSchema = z.object({ module, ids: z.array(id).min(1) });
export const recordRefSchema = z.object({ module, recordId: id });
export const timelineSchema = recordRefSchema.extend({ before: id.optional() });
export const attachmentRefSchema = recordRefSchema.extend({ id });
export const lookupSchema = z.object({ module, query: z.string().max(200) });
export const revealSchema = recordRefSchema.extend({
  fields: z.array(z.string().max(100)).min(1).max(25),
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]]),
  note: z.string().max(1_000, 'At most 1,000 characters.').optional(),
});
