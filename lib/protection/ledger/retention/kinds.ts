/** For how long which entries keep their bodies. Pure; PostgreSQL goes by the same (`app.ledger_kind`, `app.ledger_terms`). */
import { z } from 'zod';

/** Of an entry in lists and files. */
export const EXPIRED_WORDS = 'Its time was over: the body has expired, its hash is kept';

/** In place of a name that has expired. */
export const NOT_KEPT = 'Not kept any more';

export const RETENTION_KINDS = {
  records: 'Records and health data',
  chat: 'Live chat',
  people: 'Sign-in and people',
  settings: 'Settings and agreements',
} as const;

export type RetentionKind = keyof typeof RETENTION_KINDS;
export const RETENTION_KIND_NAMES = Object.keys(RETENTION_KINDS) as RetentionKind[];

/** What each kind holds, for the screen. */
export const RETENTION_KIND_HINTS: Record<RetentionKind, string> = {
  records: 'Who saw, changed, revealed, imported, exported or sent records, notes and files.',
  chat: 'Conversations, visitors, extracts and live chat’s settings.',
  people: 'Sign-ins, sessions, users, profiles, roles and API clients.',
  settings: 'Modules, fields, HIPAA settings, agreements, views, and looking at the audit log.',
};

/** The first part of an action's name → its kind; all others are of `settings`. */
const KIND_OF: Record<string, RetentionKind> = Object.fromEntries([
  ...[
    'record',
    'note',
    'attachment',
    'import',
    'export',
    'mass_change',
    'duplicates',
    'job',
    'budget',
    'accounting',
    'app',
  ].map((name) => [name, 'records'] as const),
  ...['conversation', 'visitor', 'chat_setup', 'chat_extract', 'chat_limit'].map((name) => [name, 'chat'] as const),
  ...['user', 'session', 'access', 'profile', 'role', 'api_client', 'api_token'].map(
    (name) => [name, 'people'] as const,
  ),
]);

/** What the verifier, the approvals and the reports of reviews read however old it is. */
const FOR_GOOD = new Set(['org', 'approval', 'emergency', 'integrity', 'key']);
const ACTS_FOR_GOOD = new Set([
  'ledger.restore',
  'ledger.expire',
  'ledger.retain',
  'ledger.hold',
  'ledger.lift',
  'review.find',
  'review.sign_off',
]);

/** Null: such entries never expire. */
export function retentionKindOf(action: string): RetentionKind | null {
  const [head = ''] = action.split('.');
  if (FOR_GOOD.has(head) || ACTS_FOR_GOOD.has(action)) return null;
  return KIND_OF[head] ?? 'settings';
}

export const TERMS = ['60 days', '1 year', '3 years', '6 years', 'forever'] as const;
export type Term = (typeof TERMS)[number];

/** 45 CFR 164.316(b)(2)(i): documentation is kept for six years. What is shorter takes a word, a second person and a day. */
const SAFE_FLOOR: Term = '6 years';

const isTerm = z.enum(TERMS, { error: 'Choose one of the terms.' });
export const termsSchema = z.object({ records: isTerm, chat: isTerm, people: isTerm, settings: isTerm });
export type Terms = z.infer<typeof termsSchema>;

export const DEFAULT_TERMS: Terms = { records: '6 years', chat: '6 years', people: '6 years', settings: '6 years' };

const isShorter = (next: Term, before: Term): boolean => TERMS.indexOf(next) < TERMS.indexOf(before);

export const shortenedKinds = (next: Terms, before: Terms): RetentionKind[] =>
  RETENTION_KIND_NAMES.filter((kind) => isShorter(next[kind], before[kind]));

/** What must be typed for terms that go below six years: "Live chat 1 year"; empty where none does. */
export const confirmTextOf = (next: Terms, before: Terms): string =>
  shortenedKinds(next, before)
    .filter((kind) => isShorter(next[kind], SAFE_FLOOR))
    .map((kind) => `${RETENTION_KINDS[kind]} ${next[kind]}`)
    .join(', ');
