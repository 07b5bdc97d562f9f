/** How live chat works in an org, whichever widget a visitor came by. */
import { z } from 'zod';
import { TAKEN_TYPES } from '@/lib/platform/files/file-types';
import type { StoredSetting } from '@/lib/protection/integrity/setting';

const whole = (least: number, most: number) =>
  z
    .int({ error: 'Give a whole number.' })
    .min(least, { error: `At least ${least}.` })
    .max(most, { error: `At most ${most}.` });

export const ROUTINGS = ['all', 'least_loaded', 'round_robin'] as const;

export const chatSettingsSchema = z.object({
  /** `all`: whoever is quickest. The others offer it to one operator first. */
  routing: z.enum(ROUTINGS),
  /** How long an offer stands before all may pick up. */
  offerSeconds: whole(5, 300),
  /** After so long without an operator a conversation is missed. */
  missedAfterSeconds: whole(10, 3600),
  /** After so long without a word an open conversation ends by itself; 0: never. */
  idleMinutes: whole(0, 1440),
  /** Closed conversations older than this are purged; 0: kept. */
  retentionDays: whole(0, 3650),
  /** A visitor's browser opens their conversations for so long after the last one was closed. */
  visitorDays: whole(1, 365),
  /** Telephone numbers, addresses and sites of the clinic itself: hidden from nobody. */
  ownTexts: z.array(z.string().trim().min(5, { error: 'At least five characters.' }).max(200)).max(50),
  maxFileMegabytes: whole(1, 50),
  /** MIME types, by what a file is, not by its name. */
  fileTypes: z.array(z.string().max(100)).max(50),
  /** A blind index of whole words, for search in messages: says how often a word occurs, so it is off by default. */
  wordSearch: z.boolean(),
});

export type ChatSettings = z.infer<typeof chatSettingsSchema>;

export const DEFAULT_CHAT_SETTINGS: ChatSettings = {
  routing: 'all',
  offerSeconds: 20,
  missedAfterSeconds: 60,
  idleMinutes: 0,
  retentionDays: 0,
  visitorDays: 7,
  ownTexts: [],
  maxFileMegabytes: 20,
  fileTypes: [...TAKEN_TYPES],
  wordSearch: false,
};

/** Made once: making it costs far more than reading with it. */
const storedSchema = chatSettingsSchema.partial();

/** While what is stored is not what Careledger wrote: nothing is purged, and no visitor is known for longer than a day. */
const STRICTEST: ChatSettings = { ...DEFAULT_CHAT_SETTINGS, visitorDays: 1, maxFileMegabytes: 1 };

/** The settings as stored; the default of each that is not. */
export function chatSettingsOf(stored: StoredSetting): ChatSettings {
  if (stored.state === 'not_kept') return STRICTEST;
  const parsed = storedSchema.safeParse(stored.state === 'kept' ? stored.value : {});
  return { ...DEFAULT_CHAT_SETTINGS, ...(parsed.success ? dropUndefined(parsed.data) : {}) };
}

/** Those that are given. */
export const dropUndefined = (settings: Partial<ChatSettings>): Partial<ChatSettings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
