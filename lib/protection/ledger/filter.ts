/** Which entries one looks for. Ids, names and times only, so it may stand in a job's parameters and in an event. */
import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { ACTION_NAMES } from './action-groups';

const id = z.custom<Id>(isId, { error: 'This is not an id.' });

export const ledgerFilterSchema = z.object({
  /** API name of a module. */
  module: z.string().max(64).optional(),
  actorId: id.optional(),
  actions: z.array(z.enum(ACTION_NAMES)).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** Inclusive, ISO UTC. */
  from: z.iso.datetime().optional(),
  /** Exclusive, ISO UTC. */
  to: z.iso.datetime().optional(),
  recordId: id.optional(),
  /** What an act was about beside records: in live chat, the conversation. */
  subjectId: id.optional(),
  /** Of live chat. */
  visitId: id.optional(),
});

export type LedgerFilter = z.infer<typeof ledgerFilterSchema>;
