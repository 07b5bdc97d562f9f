/**
 * Which notices come by mail too. What concerns one's own account always does; what else does, each person chooses. Pure.
 * Total: a notice of a new kind, without a topic, does not compile.
 */
import type { NoticeKind } from './kinds';

interface Topic {
  label: string;
  /** What it is about, for whoever chooses. */
  words: string;
  /** `never`: what tells that no mail can be sent. */
  byMail: 'always' | 'unless' | 'if' | 'never';
}

export const TOPICS = {
  account: {
    label: 'Your account',
    words: 'Sign-ins that are unusual or in a new browser, second factors, another password, address or profile',
    byMail: 'always',
  },
  approvals: {
    label: 'What waits for your word',
    words: 'Approvals, access reviews, and programs that act for you',
    byMail: 'unless',
  },
  protection: {
    label: 'Protection of health data',
    words: 'Changed rights and settings, findings, the audit log, budgets',
    byMail: 'unless',
  },
  reviews: { label: 'Reviews', words: 'What waits on the review desk', byMail: 'unless' },
  apps: { label: 'Connected apps', words: 'Apps that fail or were not covered', byMail: 'unless' },
  agreements: { label: 'Agreements', words: 'Signed, withdrawn, about to end', byMail: 'unless' },
  people: { label: 'People', words: 'Who joined by your invitation, and whose account nobody uses', byMail: 'unless' },
  records: { label: 'Your records', words: 'Reminders, and records that were given to you', byMail: 'if' },
  jobs: { label: 'Your imports and exports', words: 'Imports and exports that are finished', byMail: 'if' },
  chat: { label: 'Live chat', words: 'Crowded networks', byMail: 'if' },
  mail: { label: 'Mail', words: 'Mails that could not be sent', byMail: 'never' },
} as const satisfies Record<string, Topic>;

export type MailTopic = keyof typeof TOPICS;

type Head<Kind extends string> = Kind extends `${infer First}.${string}` ? First : never;

const OF_KIND: Record<Head<NoticeKind>, MailTopic> = {
  access_review: 'approvals',
  account: 'account',
  agreement: 'agreements',
  app: 'apps',
  approval: 'approvals',
  budget: 'protection',
  chat: 'chat',
  checkpoint: 'protection',
  dormant: 'people',
  client: 'approvals',
  emergency: 'protection',
  factor: 'account',
  integrity: 'protection',
  invitation: 'people',
  job: 'jobs',
  kit: 'protection',
  ledger: 'protection',
  mail: 'mail',
  module: 'protection',
  profile: 'protection',
  record: 'records',
  reminder: 'records',
  review: 'reviews',
  setting: 'protection',
  sharing: 'protection',
  scim: 'approvals',
  siem: 'protection',
  sso: 'protection',
};

const EXCEPTIONS: Partial<Record<NoticeKind, MailTopic>> = {
  'account.changed_of': 'protection',
  'sso.linked': 'account',
  'kit.used': 'account',
};

/** One that another version wrote is of protection. */
export const topicOf = (kind: NoticeKind): MailTopic =>
  EXCEPTIONS[kind] ?? OF_KIND[kind.split('.', 1)[0] as Head<NoticeKind>] ?? 'protection';

/** Whether a person may choose it. */
export const isChosen = (topic: MailTopic): boolean => ['unless', 'if'].includes(TOPICS[topic].byMail);
/** Whether it comes by mail where nobody chose otherwise. */
export const isByDefault = (topic: MailTopic): boolean => ['always', 'unless'].includes(TOPICS[topic].byMail);

/** The topics that one may choose. */
export const CHOSEN_TOPICS = (Object.keys(TOPICS) as MailTopic[]).filter(isChosen);
