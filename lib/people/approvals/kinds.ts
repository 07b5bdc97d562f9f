/** Every kind of act that waits for a second person or for its time. Pure. Closed: one without words does not compile. */

import type { OrgRight } from '@/lib/people/rights';
import type { Fact } from '@/lib/protection/ledger/entry';

export type Facts = Readonly<Record<string, Fact>>;

interface KindOfApproval {
  /** What waits: "Olga Operator: a new password, given by another person". */
  words(facts: Facts): string;
  /** What confirming does, for the screen. */
  confirming: string;
  /** What stopping does, for the screen. */
  stopping: string;
  /** Whoever has one of these rights may stop it, and the asker may. */
  stop: readonly OrgRight[];
}

const text = (facts: Facts, name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');

export const APPROVALS = {
  'user.read_phi': {
    words: (facts) => `${text(facts, 'subject')}: ${text(facts, 'why')}`,
    confirming:
      'They may reveal health data, as far as their profile lets them. Make sure of it with the person themself first: whoever has the password is taken for them.',
    stopping: 'They may not reveal health data until somebody else has confirmed a later change of their account.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
  'compliance.take_away': {
    words: (facts) => text(facts, 'words'),
    confirming: 'What was protected shows, and may leave, as its settings say.',
    stopping: 'The marks come back and the doors close again.',
    stop: ['manageCompliance', 'readWholeLedger'],
  },
  'profile.grant': {
    words: (facts) => `Profile ${text(facts, 'subject')}: ${text(facts, 'why')}`,
    confirming: 'Everybody who has this profile has these rights.',
    stopping: 'The profile stays without them.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
  'user.own_rights': {
    words: (facts) => `${text(facts, 'subject')}: ${text(facts, 'why')}, asked for by themself`,
    confirming: 'They have this profile and role from now on.',
    stopping: 'Their profile and role stay as they are.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
  'sharing.change': {
    words: (facts) =>
      `Let people see more records. Sharing rule or group ${text(facts, 'subject')}: ${text(facts, 'words')}`,
    confirming: 'They see these records, as far as their profile lets them, from their next request on.',
    stopping: 'What is shared stays as it is.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
  'setting.second_person': {
    words: () => 'Switch off that a second person has to confirm what lets somebody read health data',
    confirming: 'An administrator alone can then open accounts, and by them health data. Officers are still told.',
    stopping: 'A second person stays needed.',
    stop: ['manageUsers', 'readWholeLedger', 'manageCompliance'],
  },
  'setting.second_factor': {
    words: (facts) => `Ask less of those who sign in. Second factor: ${text(facts, 'what')}`,
    confirming: 'It is asked for as this says, from the next request of everybody.',
    stopping: 'It is asked for as before.',
    stop: ['manageUsers', 'readWholeLedger', 'manageCompliance'],
  },
  'setting.dormant_accounts': {
    words: (facts) => `Keep accounts open for longer that nobody uses. Dormant accounts: ${text(facts, 'what')}`,
    confirming: 'Accounts are warned of and deactivated as this says, from the next day on.',
    stopping: 'They are warned of and deactivated as before.',
    stop: ['manageUsers', 'readWholeLedger', 'manageCompliance'],
  },
  'ledger.shorten': {
    words: (facts) => `Keep entries of the audit log for a shorter time. ${text(facts, 'words')}`,
    confirming:
      'From a day later on, the bodies of entries that are older expire at night. Nobody can bring them back.',
    stopping: 'The terms stay as they are.',
    stop: ['manageCompliance', 'readWholeLedger'],
  },
  'ledger.lift': {
    words: (facts) =>
      facts.scope === 'org'
        ? 'Lift the legal hold of the whole audit log'
        : `Lift the legal hold of the entries about ${text(facts, 'scope')} ${text(facts, 'held')}`,
    confirming: 'From a day later on, what was held expires with its term.',
    stopping: 'The hold stays.',
    stop: ['manageCompliance', 'readWholeLedger'],
  },
  'agreement.enter_force': {
    words: (facts) => `The agreement with ${text(facts, 'party')} opens doors for health data: ${text(facts, 'what')}`,
    confirming: 'What the agreement covers gets health data, as far as the switches let it.',
    stopping: 'The agreement covers nothing.',
    stop: ['manageCompliance', 'readWholeLedger'],
  },
  'sso.use': {
    words: (facts) => `Let people of ${text(facts, 'domains')} in by single sign-on: ${text(facts, 'name')}`,
    confirming:
      'Whoever the provider says has one of these addresses is signed in as that person, and reveals what they may. Make sure that the provider is your organisation’s own.',
    stopping: 'Nobody signs in by the connection.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
  'kit.ready': {
    words: (facts) => `An offline kit: ${facts.needed} of its ${facts.cards} cards sign in as any administrator, once`,
    confirming:
      'Its cards open the door while the identity provider is down. Make sure first that they are with different people, and that nobody has enough of them alone.',
    stopping: 'The kit opens nothing, and its cards can be thrown away.',
    stop: ['manageUsers', 'readWholeLedger'],
  },
} as const satisfies Record<string, KindOfApproval>;

export type ApprovalKind = keyof typeof APPROVALS;

/** A second administrator or an officer. */
export const SECOND_PERSONS: readonly OrgRight[] = ['manageUsers', 'readWholeLedger'];

/** Undefined for a kind that is none of ours. */
export const findKind = (kind: string): KindOfApproval | undefined =>
  Object.hasOwn(APPROVALS, kind) ? APPROVALS[kind as ApprovalKind] : undefined;

export const kindOfApproval = (kind: ApprovalKind): KindOfApproval => APPROVALS[kind];
