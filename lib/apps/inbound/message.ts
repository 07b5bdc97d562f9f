/** What an app says: the counterpart of what it is told (`lib/apps/connectors/webhook.ts`). Pure. */
import { z } from 'zod';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { invalid } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { INWARD_ACTS, type MappedAct, type Mapping } from '../connections/connection';
import { idOf } from '../connectors/values';

export const messageSchema = z.strictObject({
  /** `contacts.created`; a module's API name in small letters, and what became of the record there. */
  type: z.string().max(120),
  timestamp: z.string().max(40).optional(),
  data: z.strictObject({
    /** The app's own id of the record. */
    id: z
      .union([z.string(), z.number()])
      .nullish()
      .refine((id) => id == null || idOf(id) !== null, { error: 'An id has 1 to 128 letters, digits, _, ., : and -.' })
      .transform((id) => (id == null ? null : idOf(id))),
    /** Ours, as we named it to the app (`data.id` of our messages). */
    recordId: z.string().refine(isId, { error: 'This is no id of ours.' }).optional(),
    module: z.string().max(100).optional(),
    /** By the app's names, as they are mapped. A deletion has none. */
    values: z.record(z.string().min(1).max(100), z.unknown()).default({}),
  }),
});

export type InboundMessage = z.output<typeof messageSchema>;
export type InboundAct = 'created' | 'changed' | 'deleted';

/** @throws invalid, naming what is wrong: the body is no such message */
export function readMessage(body: Buffer): InboundMessage {
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw invalid('The body is not JSON.');
  }
  return readInput(messageSchema, given);
}

/** What a message is about, among what the app may do here. @throws invalid */
export function aboutWhat(
  { type, data }: InboundMessage,
  modules: readonly ModuleDefinition[],
  mappings: readonly Mapping[],
): { module: ModuleDefinition; mapping: Mapping; act: InboundAct } {
  const dot = type.lastIndexOf('.');
  const [name, act] = [type.slice(0, dot), type.slice(dot + 1)];
  if (act !== 'created' && act !== 'changed' && act !== 'deleted')
    throw invalid('type ends with .created, .changed or .deleted, such as contacts.created.', { reason: 'ACT' });
  const module = modules.find(({ apiName }) => apiName.toLowerCase() === name);
  const mapping = mappings.find(({ moduleId }) => moduleId === module?.id);
  if (!module || (data.module !== undefined && data.module !== module.apiName) || !mapping?.acts.some(isInward))
    throw invalid('The app may send no records of this module: map it, and allow it there.', { reason: 'NOT_MAPPED' });
  if (!mapping.acts.includes(act === 'deleted' ? 'receive_delete' : 'receive'))
    throw invalid(`The app may not say .${act} of this module: allow it there.`, { reason: 'ACT' });
  if (act === 'deleted' && Object.keys(data.values).length > 0)
    throw invalid('A deletion has no values.', { fields: { values: 'Leave this out.' } });
  return { module, mapping, act };
}

const isInward = (act: MappedAct): boolean => INWARD_ACTS.includes(act);
