import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { EMERGENCY_REASONS, type EmergencyReason, MOST_MINUTES, VERDICT_WORDS } from './words';

const id = z.custom<Id>(isId, { error: 'This is not an id.' });
const words = z.string().trim().max(1000, { error: 'At most 1,000 characters.' });
const keysOf = <Key extends string>(of: Record<Key, unknown>) => Object.keys(of) as [Key, ...Key[]];

export const lookUpSchema = z.object({
  /** A whole value, such as a name, an e-mail address or the number on a card, or the number of a record. */
  text: z
    .string()
    .trim()
    .min(2, { error: 'Give at least 2 characters.' })
    .max(200, { error: 'At most 200 characters.' }),
});

export const startSchema = z.object({
  module: z.string().min(1, { error: 'Choose a record.' }).max(64),
  recordId: z.custom<Id>(isId, { error: 'Choose a record.' }),
  reason: z.enum(keysOf<EmergencyReason>(EMERGENCY_REASONS), { error: 'Choose a reason.' }),
  note: words.min(5, { error: 'Say in a few words what has happened.' }),
  minutes: z
    .int({ error: 'Give whole minutes.' })
    .min(5, { error: 'At least 5 minutes.' })
    .max(MOST_MINUTES, { error: `At most ${MOST_MINUTES} minutes.` }),
});

export const grantRefSchema = z.object({ id });

export const revealByEmergencySchema = z.object({
  id,
  fields: z.array(z.string().max(64)).min(1, { error: 'Name at least one field.' }).max(200),
});

export const signOffSchema = z
  .object({
    id,
    verdict: z.enum(keysOf(VERDICT_WORDS), { error: 'Choose a verdict.' }),
    note: words.default(''),
  })
  .refine(({ verdict, note }) => verdict === 'justified' || note !== '', {
    path: ['note'],
    error: 'Say why, in a few words.',
  });

export type LookUp = z.input<typeof lookUpSchema>;
export type StartEmergency = z.input<typeof startSchema>;
export type RevealByEmergency = z.input<typeof revealByEmergencySchema>;
export type EmergencySignOff = z.input<typeof signOffSchema>;
