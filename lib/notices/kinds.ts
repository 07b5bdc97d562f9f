/** Every kind of notice: its words, where it leads. Pure. Closed: one without words here does not compile. */
import type { Id } from '../ids';
import type { Fact } from '../ledger/entry';

export type Facts = Readonly<Record<string, Fact>>;

/** What a notice is about, by ids. */
export interface NoticeSubject {
  subjectId: Id | null;
  module: string | null;
  recordId: Id | null;
}

interface KindOfNotice {
  words(facts: Facts): string;
  /** Made of ids and names of modules; null: it leads nowhere. */
  href(about: NoticeSubject): string | null;
  /** `warning`: somebody may have to do something. */
  tone: 'info' | 'warning';
}

const text = (facts: Facts, name: string): string => (typeof facts[name] === 'string' ? facts[name] : 'Somebody');
const toUse = () => '/setup/compliance/hipaa#budgets';
const toApprovals = () => '/setup/approvals';

const INTEGRITY: Record<string, string> = {
  record: 'The encrypted values of a record do not open: they were changed outside Careledger',
  protection:
    'Marks, encryption or restrictions were changed outside Careledger. Everything counts as marked until it is set right',
  approval: 'Something that waits for approval was written outside Careledger. It takes no effect',
  setting: 'The setting for a second person was changed outside Careledger. It counts as on',
  rights: 'What a person may do was changed outside Careledger. They are kept out until it is set right',
};

export const NOTICES = {
  'approval.asked': {
    words: (facts) => `${text(facts, 'by')} did something that needs your confirmation: ${text(facts, 'what')}`,
    href: toApprovals,
    tone: 'warning',
  },
  'approval.confirmed': {
    words: (facts) => `${text(facts, 'by')} confirmed: ${text(facts, 'what')}`,
    href: toApprovals,
    tone: 'info',
  },
  'approval.stopped': {
    words: (facts) => `${text(facts, 'by')} stopped: ${text(facts, 'what')}`,
    href: toApprovals,
    tone: 'warning',
  },
  'approval.elapsed': {
    words: (facts) => `Took effect because its time came and nobody stopped it: ${text(facts, 'what')}`,
    href: toApprovals,
    tone: 'warning',
  },
  'account.changed': {
    words: (facts) =>
      `${text(facts, 'by')} changed your account: ${text(facts, 'why')}.${facts.waits === true ? ' You reveal no health data until a second person has confirmed it.' : ''}`,
    href: () => '/account',
    tone: 'warning',
  },
  'account.changed_of': {
    words: (facts) => `${text(facts, 'by')} changed the account of ${text(facts, 'subject')}: ${text(facts, 'why')}.`,
    href: () => '/audit',
    tone: 'info',
  },
  'profile.changed': {
    words: (facts) =>
      `${text(facts, 'by')} let the profile ${text(facts, 'subject')} read more health data: ${text(facts, 'why')}.`,
    href: () => '/audit',
    tone: 'info',
  },
  'module.shared': {
    words: (facts) =>
      `${text(facts, 'by')} let everybody who may view ${text(facts, 'subject')} see all of its records.`,
    href: () => '/audit',
    tone: 'info',
  },
  'setting.second_person': {
    words: (facts) =>
      `${text(facts, 'by')} switched ${facts.required === true ? 'on' : 'off'} that a second person has to confirm what lets somebody read health data.`,
    href: () => '/audit',
    tone: 'warning',
  },
  'client.waits': {
    words: (facts) =>
      `${text(facts, 'by')} ${text(facts, 'what')} the API client “${text(facts, 'client')}”, which acts for you. It waits for your answer.`,
    href: () => '/account/programs',
    tone: 'warning',
  },
  'client.proposed': {
    words: (facts) =>
      `${text(facts, 'by')} ${text(facts, 'what')} the API client “${text(facts, 'client')}”, which acts for ${text(facts, 'owner')}. It waits for their answer.`,
    href: () => null,
    tone: 'info',
  },
  'client.accepted': {
    words: (facts) => `${text(facts, 'by')} accepted the API client “${text(facts, 'client')}”.`,
    href: ({ subjectId }) => (subjectId ? `/setup/api/${subjectId}` : null),
    tone: 'info',
  },
  'client.ended': {
    words: (facts) => `${text(facts, 'by')} ended that the API client “${text(facts, 'client')}” acts for its owner.`,
    href: () => null,
    tone: 'info',
  },
  'chat.crowded': {
    words: () =>
      'More than 60 new chats came from one network within an hour. Nobody is refused: a browser there works a moment before it begins another.',
    href: () => '/setup/chat/conversations?state=live',
    tone: 'info',
  },
  'budget.near': {
    words: (facts) => `${text(facts, 'who')} came near ${text(facts, 'what')}.`,
    href: toUse,
    tone: 'warning',
  },
  'budget.spent': {
    words: (facts) => `${text(facts, 'who')} was stopped at ${text(facts, 'what')}.`,
    href: toUse,
    tone: 'warning',
  },
  'budget.raised': {
    words: (facts) =>
      `${text(facts, 'by')} raised the disclosure budgets of ${text(facts, 'who')} to ${facts.times} times as much for a day.`,
    href: () => null,
    tone: 'info',
  },
  'integrity.failed': {
    words: (facts) => INTEGRITY[String(facts.what)] ?? 'Something in the database was changed outside Careledger',
    href: ({ module, recordId }) =>
      module && recordId ? `/m/${module}/${recordId}` : '/audit?action=integrity.failed',
    tone: 'warning',
  },
  'integrity.adopted': {
    words: () =>
      'Settings and rights from before they were bound by keys were taken as they are: look through them once',
    href: () => '/setup/compliance/hipaa',
    tone: 'warning',
  },
} as const satisfies Record<string, KindOfNotice>;

export type NoticeKind = keyof typeof NOTICES;

/** The kind's words and ways; undefined for one that an older or newer version wrote. */
export const kindOfNotice = (kind: string): KindOfNotice | undefined =>
  Object.hasOwn(NOTICES, kind) ? NOTICES[kind as NoticeKind] : undefined;
