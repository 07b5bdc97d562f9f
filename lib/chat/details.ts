/** What a conversation knows of its visitor, sealed in one envelope (names are the envelope's). Pure. */
import type { StoredValue } from '@/lib/crm/modules/field-types/type';

/** Given in the pre-chat form or by the site's script; an operator may change them. */
export const VISITOR_FIELDS = ['name', 'email', 'phone'] as const;
export type VisitorField = (typeof VISITOR_FIELDS)[number];

export interface VisitorDetails {
  name?: string;
  email?: string;
  phone?: string;
  page?: string;
  /** Since when they are on it, ISO 8601. */
  pageAt?: string;
  referrer?: string;
  userAgent?: string;
  ip?: string;
  ratingComment?: string;
  /** Custom fields of the site's script: name → text. */
  custom: Record<string, string>;
}

/** A text that is hidden in the conversation, kept beside the details only so that it is recognised (`mask.ts`). */
export interface HiddenText {
  text: string;
  kind: string;
  /** By the visitor or an operator; else a detector found it. */
  chosen: boolean;
}

/** The question of the form is none of them: it is the first message, and stands nowhere else. */
const PLAIN = ['name', 'email', 'phone', 'page', 'pageAt', 'referrer', 'userAgent', 'ip', 'ratingComment'] as const;
const CUSTOM = 'custom:';
export const HIDDEN = 'hidden';

/** All names of the envelope that are known beforehand; those of custom fields are listed under `custom`. */
export function toEnvelope(
  { custom, ...plain }: VisitorDetails,
  hidden: readonly HiddenText[],
): Record<string, StoredValue> {
  const values: Record<string, StoredValue> = {};
  for (const name of PLAIN) {
    const value = plain[name];
    if (value !== undefined && value !== '') values[name] = value;
  }
  const names = Object.keys(custom).sort();
  // Values follow their names in a second list: an envelope's own names are ASCII, a site's may be anything.
  if (names.length > 0) {
    values[`${CUSTOM}names`] = names;
    values[`${CUSTOM}values`] = names.map((name) => custom[name] ?? '');
  }
  const lines = hiddenLines(hidden);
  if (lines) values[HIDDEN] = lines;
  return values;
}

/** As the envelope keeps them. */
export const hiddenLines = (hidden: readonly HiddenText[]): StoredValue | undefined =>
  hidden.length > 0 ? hidden.map(({ text, kind, chosen }) => `${chosen ? 1 : 0} ${kind || '-'} ${text}`) : undefined;

/** What an envelope says is hidden in its conversation. */
export const hiddenOf = (values: Record<string, StoredValue>): HiddenText[] =>
  ((values[HIDDEN] as readonly string[] | undefined) ?? []).map((line) => {
    const [chosen, kind = '-'] = line.split(' ', 2);
    return { text: line.slice(3 + kind.length), kind: kind === '-' ? '' : kind, chosen: chosen === '1' };
  });

export function fromEnvelope(values: Record<string, StoredValue>): VisitorDetails {
  const names = (values[`${CUSTOM}names`] as readonly string[] | undefined) ?? [];
  const texts = (values[`${CUSTOM}values`] as readonly string[] | undefined) ?? [];
  const details: VisitorDetails = { custom: Object.fromEntries(names.map((name, i) => [name, texts[i] ?? ''])) };
  for (const name of PLAIN) {
    const value = values[name];
    if (typeof value === 'string') details[name] = value;
  }
  return details;
}

/** What `open` is asked for. */
export const ENVELOPE_NAMES: readonly string[] = [...PLAIN, `${CUSTOM}names`, `${CUSTOM}values`, HIDDEN];
