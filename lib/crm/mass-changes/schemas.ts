/** What a change of many records takes from a screen. */
import { z } from 'zod';
import { listFilterSchema, MOST_CHOSEN } from '@/lib/crm/records/list-schemas';
import { isId } from '@/lib/platform/ids';

const id = z.string().refine(isId, 'Not an id.');
const apiName = z.string().max(100);

/** Which records: those named, or all that filters and a search find when the server looks. */
export const chosenSchema = z.object({
  module: apiName,
  ids: z.array(id).min(1).max(MOST_CHOSEN).optional(),
  filters: z.array(listFilterSchema).max(20).optional(),
  search: z.string().max(200).optional(),
  /** How many the person was told that filters and a search find: more than that are not changed. */
  said: z.number().int().min(1).max(MOST_CHOSEN).optional(),
});

const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner'), ownerId: id }),
  z.object({
    kind: z.literal('field'),
    field: apiName,
    /** As it is typed; '' empties the field. */
    value: z.union([z.string().max(32_000), z.array(z.string().max(255)).max(500)]),
  }),
  z.object({ kind: z.literal('delete') }),
]);

export const massChangeSchema = z.object({ chosen: chosenSchema, act: actSchema });
export const massChangeRefSchema = z.object({ jobId: id });

export type Chosen = z.infer<typeof chosenSchema>;
export type MassChangeRequest = z.infer<typeof massChangeSchema>;
/** `restore` undoes a `delete`. */
export type MassAct = z.infer<typeof actSchema> | { kind: 'restore' };
