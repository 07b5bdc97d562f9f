/** What an administrator says of a widget. Read by the widget as well: nothing here is about a person. */
import { z } from 'zod';
import { PLAIN_LINE, PLAIN_LINE_ERROR } from '@/lib/platform/plain-line';
import { isTimeZone } from '@/lib/platform/time-zones';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `At most ${most} characters.` })
    .regex(PLAIN_LINE, PLAIN_LINE_ERROR);

const text = (most: number) =>
  z
    .string()
    .max(most, { error: `At most ${most} characters.` })
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'is not valid text' });

/** `https://www.clinic.example`, or with `*.` for all below; `http://` only for this machine. */
const origin = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(https:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?)$/, {
    error: 'Give a site such as https://www.example.org.',
  });

export const PRE_CHAT_FIELDS = ['name', 'email', 'phone', 'question'] as const;
export type PreChatField = (typeof PRE_CHAT_FIELDS)[number];

const question = z.object({ shown: z.boolean(), mandatory: z.boolean(), hint: line(100) });

const hours = z
  .object({
    /** `HH:MM`; from equal to to: closed that day. */
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Give a time such as 09:00.' }),
    to: z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: 'Give a time such as 17:30.' }),
  })
  .refine(({ from, to }) => from <= to, { error: 'The end is before the start.', path: ['to'] });

export const LANGUAGES = {
  en: 'English',
  es: 'Español',
  ar: 'العربية',
  he: 'עברית',
  de: 'Deutsch',
  fr: 'Français',
} as const;
export type Language = keyof typeof LANGUAGES;

export const brandSettingsSchema = z.object({
  /** Sites the widget may stand on; none: the product's own demo page only. */
  origins: z.array(origin).max(50),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, { error: 'Give a colour such as #0f6e84.' }),
  /** A small picture as a data URL, or empty. */
  logo: z
    .string()
    .max(60_000, { error: 'At most 45 kB.' })
    .regex(/^(data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+)?$/, { error: 'Give a PNG, JPEG or WebP picture.' }),
  side: z.enum(['right', 'left']),
  languages: z.array(z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]])).min(1, { error: 'Choose one.' }),
  greeting: text(300),
  offlineMessage: text(500),
  /** Both in further languages; empty: as above. */
  words: z.partialRecord(
    z.enum(Object.keys(LANGUAGES) as [Language, ...Language[]]),
    z.object({ greeting: text(300), offlineMessage: text(500) }),
  ),
  preChat: z.object({ enabled: z.boolean(), fields: z.record(z.enum(PRE_CHAT_FIELDS), question) }),
  departmentIds: z.array(z.string().regex(/^[1-9]\d{0,18}$/)).max(50),
  businessHours: z.object({
    enabled: z.boolean(),
    timeZone: z.string().max(60).refine(isTimeZone, { error: 'Choose a time zone of the list.' }),
    /** Sunday first. */
    days: z.array(hours).length(7),
  }),
});

export type BrandSettings = z.infer<typeof brandSettingsSchema>;

const shown = (mandatory: boolean) => ({ shown: true, mandatory, hint: '' });
const day = (from: string, to: string) => ({ from, to });

export const DEFAULT_BRAND: BrandSettings = {
  origins: [],
  colour: '#0f6e84',
  logo: '',
  side: 'right',
  languages: ['en'],
  greeting: 'Hello! How can we help you today?',
  offlineMessage: 'Nobody is here right now. Leave a message and we will get back to you.',
  words: {},
  preChat: {
    enabled: true,
    fields: { name: shown(true), email: shown(true), phone: shown(false), question: shown(true) },
  },
  departmentIds: [],
  businessHours: {
    enabled: false,
    timeZone: 'America/Chicago',
    days: [day('00:00', '00:00'), ...Array.from({ length: 5 }, () => day('09:00', '17:00')), day('00:00', '00:00')],
  },
};

/** A brand as stored: what is missing or no longer right is the default's. */
export function brandSettingsOf(stored: unknown): BrandSettings {
  const given = typeof stored === 'object' && stored !== null ? stored : {};
  const parsed = brandSettingsSchema.safeParse({ ...DEFAULT_BRAND, ...given });
  return parsed.success ? parsed.data : DEFAULT_BRAND;
}
