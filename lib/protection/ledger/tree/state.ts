/**
 * The security state: what decides who sees what, as digests that each checkpoint commits to. It is taken from the keyed
 * checks of that state (`lib/protection/integrity`), so it holds for whatever is bound by one, and from the data keys' check
 * values. Whoever puts an older state back together with its check gets another digest than the checkpoint's.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Statement, Tx } from '@/lib/platform/db/transaction';
import { ACTIONS, type LedgerAction } from '../actions';
import type { Entry } from '../entry';

/** Each part, with the subjects of its checks (a LIKE pattern), and the kinds of acts that may change it. */
const PARTS = {
  settings: {
    subjects: ['protection', 'setting.%'],
    acts: [
      'compliance',
      'field',
      'module',
      'layout',
      'settings',
      'budget',
      'profile',
      'user',
      'chat_setup',
      'approval',
    ],
  },
  rights: {
    subjects: [
      'profile',
      'roles',
      'user',
      'api_client',
      'factors',
      'sso',
      'scim',
      'scim_group',
      'scim_person',
      'offline_kit',
      'sharing_rule',
      'user_group',
    ],
    acts: ['user', 'profile', 'role', 'api_client', 'sso', 'scim', 'kit', 'approval'],
  },
  agreements: {
    subjects: ['agreement', 'connection', 'suspension'],
    acts: ['agreement', 'app', 'accounting', 'approval'],
  },
  keys: { subjects: [], acts: ['key'] },
} as const;

export type StatePart = keyof typeof PARTS;
export const STATE_PARTS = Object.keys(PARTS) as StatePart[];

/** The SHA-256 of each part, in hexadecimal. */
export type StateDigests = Record<StatePart, string>;

/** What may change any part: the making of an org, and what adopts what was found. */
const ANY_PART = ['org', 'integrity'];

/** Of those named `ledger` the others change nothing: who looks at the log explains no change of a setting. */
const OF_LEDGER: Partial<Record<LedgerAction, readonly StatePart[] | 'any'>> = {
  'ledger.restore': 'any',
  'ledger.retain': ['settings'],
  'ledger.hold': ['settings'],
  'ledger.lift': ['settings'],
};

/**
 * Of the kinds above, the acts that change no part. Anybody can leave a failed sign-in, and an app sends all day. A finding changes
 * nothing either, nor does its end: what was changed outside Careledger stays named.
 */
const CHANGES_NOTHING: ReadonlySet<LedgerAction> = new Set<LedgerAction>([
  'user.sign_in',
  'user.sign_in_failed',
  'user.sign_in_odd',
  'user.sign_out',
  'user.invite',
  'user.withdraw_invitation',
  'user.open_invitation',
  'user.ask_password',
  'user.choose_mail',
  'user.warn_dormant',
  'user.arrange_home',
  'profile.arrange_modules',
  'user.prove',
  'user.prove_failed',
  'user.factor_codes',
  'user.factor_cloned',
  'sso.test',
  'integrity.failed',
  'integrity.mended',
  'budget.near',
  'app.credentials',
  'app.test',
  'app.send',
  'app.send_without',
  'app.withhold',
  'app.skip',
  'app.remove',
  'app.give_up',
  'app.replay',
  'app.suspend',
  'app.receive',
  'accounting.view',
  'accounting.export',
  'accounting.give',
  'accounting.open',
  'accounting.revoke',
  'agreement.download',
  'agreement.open',
]);

const mayChange = (action: LedgerAction, part: StatePart): boolean => {
  const [kind = ''] = action.split('.');
  if (kind === 'ledger') return OF_LEDGER[action] === 'any' || (OF_LEDGER[action]?.includes(part) ?? false);
  const isOfKind = ANY_PART.includes(kind) || (PARTS[part].acts as readonly string[]).includes(kind);
  return isOfKind && !CHANGES_NOTHING.has(action);
};

/** Whether what an entry says may have changed a part of the security state: a refused attempt changed nothing. */
export const explains = ({ action, outcome }: Pick<Entry, 'action' | 'outcome'>, part: StatePart): boolean =>
  outcome === 'done' && mayChange(action, part);

/** Of each part, the subjects of its checks and the acts that may change them: for the tests' database, which holds it. */
export const EXPLAINED: readonly { subjects: readonly string[]; acts: readonly LedgerAction[] }[] = STATE_PARTS.map(
  (part) => ({
    subjects: PARTS[part].subjects,
    acts: (Object.keys(ACTIONS) as LedgerAction[]).filter((action) => mayChange(action, part)),
  }),
);

const digestOf = (tx: Tx, subjects: readonly string[]): Statement => tx.sql`(
  select encode(sha256(coalesce(string_agg(
    convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac, '\\x0a'::bytea
    order by m.subject, m.subject_id), '')), 'hex')
  from state_macs m where m.org_id = ${tx.orgId} and m.subject like any(${subjects as string[]}::text[]))`;

/** The digests as they are in the moment of the statement: an expression that gives `jsonb`. */
export const stateDigests = (tx: Tx): Statement => tx.sql`jsonb_build_object(
  'settings', ${digestOf(tx, PARTS.settings.subjects)},
  'rights', ${digestOf(tx, PARTS.rights.subjects)},
  'agreements', ${digestOf(tx, PARTS.agreements.subjects)},
  'keys', (
    select encode(sha256(coalesce(string_agg(convert_to(k.id || ' ', 'UTF8') || k.check_value, '\\x0a'::bytea order by k.id), '')), 'hex')
    from data_keys k where k.org_id = ${tx.orgId}))`;

/** As it is kept beside a checkpoint: RFC 8785 canonical JSON. */
export const stateText = (digests: StateDigests): string => canonicalize(digests) as string;

/** What the checkpoint commits to. */
export const stateDigest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The parts in which two states differ. */
export const changedParts = (before: StateDigests, after: StateDigests): StatePart[] =>
  STATE_PARTS.filter((part) => before[part] !== after[part]);
