/** What a conversation knows of its visitor, sealed in one envelope (names are the envelope's). Pure. */
import type { StoredValue } from '../modules/field-types/type';

/** Given in the pre-chat form or by the site's script; an operator may change them. */
export const VISITOR_FIELDS = ['name', 'email', 'phone'] as const;
export type VisitorField = (typeof VISITOR_FIELDS)[number];

export interface VisitorDetails {
  name?: string;
  email?: string;
  phone?: string;
  question?: string;
  page?: string;
  referrer?: string;
  userAgent?: string;
  ip?: string;
  ratingComment?: string;
  /** Custom fields of the site's script: name → text. */
  custom: Record<string, string>;
}

const PLAIN = ['name', 'email', 'phone', 'question', 'page', 'referrer', 'userAgent', 'ip', 'ratingComment'] as const;
const CUSTOM = 'custom:';

/** All names of the envelope that are known beforehand; those of custom fields are listed under `custom`. */
export function toEnvelope({ custom, ...plain }: VisitorDetails): Record<string, StoredValue> {
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
  return values;
}

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
export const ENVELOPE_NAMES: readonly string[] = [...PLAIN, `${CUSTOM}names`, `${CUSTOM}values`];
