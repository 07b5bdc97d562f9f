/** Every kind of notice: its words, where it leads. Pure. Closed: one without words here does not compile. */
import type { Id } from '@/lib/platform/ids';
import type { Fact } from '@/lib/protection/ledger/entry';

export type Facts = Readonly<Record<string, Fact>>;

/** What a notice is about, by ids. */
export interface NoticeSubject {
  subjectId: Id | null;
  module: string | null;
  recordId: Id | null;
}

interface KindOfNotice {
  words(facts: Facts): string;
  /**
   * Made of ids and names of modules; null: it leads nowhere.
   * @param maySee whether the reader may view a module's records.
   */
  href(about: NoticeSubject, maySee: (module: string) => boolean): string | null;
  /** `warning`: somebody may have to do something. */
  tone: 'info' | 'warning';
}

const text = (facts: Facts, name: string): string => (typeof facts[name] === 'string' ? facts[name] : 'Somebody');
const toUse = () => '/setup/compliance/hipaa#budgets';
const toFactors = () => '/account/security';
const toMyReviews = () => '/account/reviews';
const toApprovals = () => '/setup/approvals';
const toRecord = ({ module, recordId }: NoticeSubject) => (module && recordId ? `/m/${module}/${recordId}` : null);

const toEmergency = ({ subjectId }: NoticeSubject) => (subjectId ? `/emergency/${subjectId}` : '/emergency');
const toConnection = ({ subjectId }: NoticeSubject) => (subjectId ? `/setup/apps/${subjectId}` : null);
const toAgreement = ({ subjectId }: NoticeSubject) => (subjectId ? `/setup/agreements/${subjectId}` : null);

/** "of record 7021… in Contacts", as far as it is known. */
const ofRecord = ({ module, record }: Facts): string =>
  record ? `of record ${record}${module ? ` in ${module}` : ''}` : 'of a record';

const WAS_CHANGED = 'changed outside Careledger';

const LEDGER: Record<string, string> = {
  behind: 'The database is behind what was published of the audit log, which grows no further. Was a backup put back?',
  damaged: `The signed tree of the audit log was ${WAS_CHANGED}. It grows no further. Verify it`,
  stopped: 'Entries of the audit log wait, and are not signed. The log of the server says what keeps them',
};

const INTEGRITY: Record<string, (facts: Facts) => string> = {
  record: (facts) => `The encrypted values ${ofRecord(facts)} do not open: they were ${WAS_CHANGED}`,
  records: () => `The encrypted values of many records do not open: they were ${WAS_CHANGED}. The audit log names each`,
  note: (facts) => `A note ${ofRecord(facts)} does not open: it was ${WAS_CHANGED}`,
  file: (facts) => `The name of a file ${ofRecord(facts)} does not open: it was ${WAS_CHANGED}`,
  conversation: () => `Something in a chat conversation does not open: it was ${WAS_CHANGED}`,
  entry: () => `An entry of the audit log, or what it keeps encrypted, was ${WAS_CHANGED}`,
  ledger: ({ part }) => LEDGER[String(part)] ?? `The audit log was ${WAS_CHANGED}. Verify it`,
  protection: () =>
    `Marks, encryption or restrictions were ${WAS_CHANGED}. Everything counts as marked until it is set right`,
  approval: () =>
    'Something that waits for approval was written outside Careledger. It takes no effect, and can be removed',
  setting: () => `A setting that protects health data was ${WAS_CHANGED}. What is strictest counts in its place`,
  hold: () => `A legal hold of the audit log was ${WAS_CHANGED}. No entry expires until it is set right`,
  job: () => `A job was ${WAS_CHANGED}. It does not run, and its file is given to nobody`,
  bearer: () => `A session, token or link was written outside Careledger, and somebody came with it. It opened nothing`,
  rights: () => `What a person may do was ${WAS_CHANGED}. They are kept out until it is set right`,
  connection: () => `A connected app was ${WAS_CHANGED}. Nothing is sent to it until somebody sets it right`,
  agreement: () => `An agreement was ${WAS_CHANGED}. It covers nothing until somebody sets it right`,
  disclosure: () =>
    `Lines in an accounting of disclosures were ${WAS_CHANGED}. The accounting names them, and no copy lists them`,
  sharing: () =>
    `A sharing rule, or a group that one names, was ${WAS_CHANGED}. It shares nothing: delete it, and make it anew`,
  emergency: () => `Emergency access was ${WAS_CHANGED}. It opens nothing`,
  suspension: () => `A suspension in an accounting of disclosures was ${WAS_CHANGED}. It leaves nothing out`,
};

const MENDED: Record<string, (facts: Facts) => string> = {
  record: (facts) => `The encrypted values ${ofRecord(facts)} open again`,
  records: () => 'The encrypted values of most records open again',
  protection: () => 'Marks, encryption and restrictions are as Careledger left them again',
  approval: () => 'What was written outside Careledger among what waits for approval is gone',
  setting: () => 'A setting that protects health data is as Careledger left it again',
  job: () => 'A job that was changed outside Careledger is as Careledger made it again, or gone',
  rights: () => 'What a person may do is as Careledger left it again',
  sharing: () => 'A sharing rule or a group that was changed outside Careledger is as it was again, or gone',
  ledger: () => 'The audit log goes on from what was published again, and is signed',
};

/** Where a finding is looked at: the record for whoever may view it, else its entries. */
const toFinding: KindOfNotice['href'] = ({ module, recordId }, maySee) => {
  if (!recordId) return '/audit?action=integrity.failed';
  return module && maySee(module) ? `/m/${module}/${recordId}` : `/audit?record=${recordId}`;
};

const FINISHED: Record<string, string> = {
  import: 'Your import',
  export: 'Your export',
  subject: 'Your file of everything about a record',
};
const counted = (rows: number): string => (rows === 1 ? '1 record' : `${rows} records`);

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
  'approval.removed': {
    words: (facts) => `${text(facts, 'by')} removed what was written outside Careledger among what waits for approval`,
    href: toApprovals,
    tone: 'info',
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
  'factor.added': {
    words: (facts) => `A second factor was added to your account: “${text(facts, 'what')}”. Was it you?`,
    href: toFactors,
    tone: 'info',
  },
  'factor.removed': {
    words: (facts) => `A second factor was removed from your account: “${text(facts, 'what')}”. Was it you?`,
    href: toFactors,
    tone: 'warning',
  },
  'factor.codes': {
    words: () => 'New recovery codes were made for your account; those of before serve no more. Was it you?',
    href: toFactors,
    tone: 'info',
  },
  'factor.recovery_used': {
    words: (facts) =>
      `A recovery code of yours was used; ${facts.left} ${facts.left === 1 ? 'is' : 'are'} left. Was it you?`,
    href: toFactors,
    tone: 'warning',
  },
  'factor.guessed': {
    words: (facts) =>
      `${facts.count} wrong codes of your authenticator app were given in a day, by somebody who has your password. If it was not you, change it.`,
    href: () => '/account',
    tone: 'warning',
  },
  'factor.cloned': {
    words: (facts) =>
      `The passkey “${text(facts, 'what')}” of ${text(facts, 'who')} has been used elsewhere: it may be a copy. It was refused; remove it.`,
    href: () => '/account/security',
    tone: 'warning',
  },
  'account.password': {
    words: () =>
      'A new password was chosen for your account by a link that was mailed to you. If that was not you, tell an administrator.',
    href: () => '/account/sessions',
    tone: 'warning',
  },
  'account.own_password': {
    words: () =>
      'Your password was changed, and your other sessions ended. If that was not you, tell an administrator.',
    href: () => '/account/sessions',
    tone: 'info',
  },
  'access_review.asked': {
    words: (facts) =>
      `The access review “${text(facts, 'name')}” asks you about people whom you review, until ${text(facts, 'due')}.`,
    href: toMyReviews,
    tone: 'info',
  },
  'access_review.due': {
    words: (facts) =>
      `${facts.count === 1 ? 'A person waits' : `${facts.count} people wait`} for your word in the access review “${text(facts, 'name')}”, which ${facts.over === true ? 'was' : 'is'} due on ${text(facts, 'due')}.`,
    href: toMyReviews,
    tone: 'warning',
  },
  'access_review.over': {
    words: (facts) =>
      `The access review “${text(facts, 'name')}” is past its day: ${facts.count} ${facts.count === 1 ? 'person waits' : 'people wait'} for a reviewer.`,
    href: () => '/setup/access-reviews',
    tone: 'warning',
  },
  'invitation.joined': {
    words: (facts) => `${text(facts, 'who')} joined by your invitation.`,
    href: () => '/setup/users',
    tone: 'info',
  },
  'mail.gave_up': {
    words: (facts) =>
      `${facts.count === 1 ? 'A mail' : `${facts.count} mails`} could not be sent, and ${facts.count === 1 ? 'is' : 'are'} not tried again.`,
    href: () => '/setup/mail',
    tone: 'warning',
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
  'sharing.changed': {
    words: (facts) => `${text(facts, 'by')} let people see more records: ${text(facts, 'words')}.`,
    href: () => '/audit?action=group:people',
    tone: 'info',
  },
  'sharing.suspended': {
    words: (facts) =>
      `${text(facts, 'subject')} is protected now, so the sharing rule ${text(facts, 'rule')}, which goes by it, shares nothing.`,
    href: () => '/setup/sharing',
    tone: 'warning',
  },
  'setting.second_person': {
    words: (facts) =>
      `${text(facts, 'by')} switched ${facts.required === true ? 'on' : 'off'} that a second person has to confirm what lets somebody read health data.`,
    href: () => '/audit',
    tone: 'warning',
  },
  'setting.second_factor': {
    words: (facts) => `${text(facts, 'by')} changed of whom a second factor is asked: ${text(facts, 'what')}.`,
    href: () => '/audit?action=settings.update',
    tone: 'warning',
  },
  'ledger.retain': {
    words: (facts) =>
      `${text(facts, 'by')} changed how long entries of the audit log keep their bodies: ${text(facts, 'what')}.`,
    href: () => '/setup/compliance/retention',
    tone: 'info',
  },
  'ledger.lift': {
    words: (facts) => `${text(facts, 'by')} lifted a legal hold of the audit log. It holds for a day more.`,
    href: () => '/setup/compliance/retention',
    tone: 'warning',
  },
  'client.waits': {
    words: (facts) =>
      `${text(facts, 'by')} ${text(facts, 'what')} the API client “${text(facts, 'client')}”, which acts for you. It waits for your answer.`,
    href: () => '/account/programs',
    tone: 'warning',
  },
  'scim.set': {
    words: (facts) =>
      `${text(facts, 'by')} set up what the directory “${text(facts, 'name')}” gives to the people whom it adds by SCIM.`,
    href: () => '/setup/scim',
    tone: 'info',
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
  'app.suspended': {
    words: (facts) =>
      `The connected app “${text(facts, 'app')}” kept failing and is suspended. What changes meanwhile waits for it.`,
    href: toConnection,
    tone: 'warning',
  },
  'app.gave_up': {
    words: (facts) => `A record could not be sent to “${text(facts, 'app')}”, however often it was tried.`,
    href: toConnection,
    tone: 'warning',
  },
  'app.not_covered': {
    words: (facts) =>
      `No agreement covers the connected app “${text(facts, 'app')}” any more: it gets no health data from now on.`,
    href: toConnection,
    tone: 'warning',
  },
  'app.loop': {
    words: (facts) =>
      `Records went round in circles between Careledger and “${text(facts, 'app')}”. What came back was not taken, and its connection is paused.`,
    href: toConnection,
    tone: 'warning',
  },
  'sso.changed': {
    words: (facts) => `${text(facts, 'by')} ${facts.what}.`,
    href: () => '/setup/sso',
    tone: 'warning',
  },
  'sso.linked': {
    words: (facts) =>
      `Your account was linked with single sign-on by ${text(facts, 'name')}. If that was not you, tell an administrator.`,
    href: () => '/account/sessions',
    tone: 'warning',
  },
  'kit.changed': {
    words: (facts) => `${text(facts, 'by')} ${text(facts, 'what')}.`,
    href: () => '/setup/offline-kit',
    tone: 'warning',
  },
  'kit.used': {
    words: (facts) =>
      `Somebody signed in as ${text(facts, 'who')} by the offline kit, which is used up. If nobody of you did, end that session at once.`,
    href: () => '/setup/sessions',
    tone: 'warning',
  },
  'siem.changed': {
    words: (facts) => `${text(facts, 'by')} ${facts.what} the stream of the audit log to ${facts.host}.`,
    href: () => '/setup/siem',
    tone: 'warning',
  },
  'siem.failed': {
    words: (facts) =>
      `The audit log could not be streamed to ${facts.host} for an hour. What is written meanwhile waits for it.`,
    href: () => '/setup/siem',
    tone: 'warning',
  },
  'checkpoint.failed': {
    words: (facts) => `Checkpoints of the audit log could not be published at ${facts.host} for an hour.`,
    href: () => '/audit?action=checkpoint.failed',
    tone: 'warning',
  },
  'agreement.ends': {
    words: (facts) =>
      facts.days === 0
        ? `The agreement with ${text(facts, 'party')} has ended. What it covered gets no health data any more.`
        : `The agreement with ${text(facts, 'party')} ends in ${facts.days} ${facts.days === 1 ? 'day' : 'days'}.`,
    href: toAgreement,
    tone: 'warning',
  },
  'agreement.signed': {
    words: (facts) => `${text(facts, 'by')} signed the agreement with ${text(facts, 'party')}.`,
    href: toAgreement,
    tone: 'info',
  },
  'agreement.withdrawn': {
    words: (facts) =>
      `${text(facts, 'by')} withdrew the agreement with ${text(facts, 'party')}. What it covered gets no health data any more.`,
    href: toAgreement,
    tone: 'warning',
  },
  'reminder.due': {
    words: (facts) => `Reminder of a ${text(facts, 'what').toLowerCase()} of yours.`,
    href: toRecord,
    tone: 'info',
  },
  'record.given': {
    words: (facts) => `${text(facts, 'by')} gave you a ${text(facts, 'what').toLowerCase()}.`,
    href: toRecord,
    tone: 'info',
  },
  'emergency.started': {
    words: (facts) =>
      facts.drill === true
        ? `${text(facts, 'by')} began a drill of emergency access. No record is open.`
        : `${text(facts, 'by')} opened a record of ${text(facts, 'module')} by emergency access: ${text(facts, 'reason').toLowerCase()}. It ends by itself after ${facts.minutes} minutes.`,
    href: toEmergency,
    tone: 'warning',
  },
  'emergency.of_yours': {
    words: (facts) => `${text(facts, 'by')} opened a record of yours by emergency access.`,
    href: toRecord,
    tone: 'warning',
  },
  'emergency.ended': {
    words: (facts) =>
      `${facts.drill === true ? 'A drill of emergency access' : 'Emergency access'} of ${text(facts, 'who')} has ended. It waits for its review.`,
    href: toEmergency,
    tone: 'warning',
  },
  'emergency.ended_by': {
    words: (facts) => `${text(facts, 'by')} ended your emergency access.`,
    href: toEmergency,
    tone: 'warning',
  },
  'emergency.signed_off': {
    words: (facts) =>
      `${text(facts, 'by')} reviewed your ${facts.drill === true ? 'drill of emergency access' : 'emergency access'}: ${text(facts, 'verdict').toLowerCase()}.`,
    href: toEmergency,
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
  'job.finished': {
    words: (facts) =>
      `${FINISHED[String(facts.what)] ?? 'What you started'} is finished${typeof facts.rows === 'number' ? `: ${counted(facts.rows)}` : ''}.`,
    href: ({ module, subjectId }) => (module ? `/m/${module}/import/${subjectId}` : '/setup/export'),
    tone: 'info',
  },
  'review.overdue': {
    words: (facts) =>
      `${facts.count === 1 ? 'An entry' : `${facts.count} entries`} on the review desk ${facts.count === 1 ? 'waits' : 'wait'} for a reviewer longer than ${facts.days} ${facts.days === 1 ? 'day' : 'days'}.`,
    href: () => '/audit/review',
    tone: 'warning',
  },
  'review.changed': {
    words: (facts) => `${text(facts, 'by')} changed the rules of the review desk.`,
    href: () => '/audit?action=settings.update',
    tone: 'info',
  },
  'integrity.failed': {
    words: (facts) => INTEGRITY[String(facts.what)]?.(facts) ?? `Something in the database was ${WAS_CHANGED}`,
    href: toFinding,
    tone: 'warning',
  },
  'integrity.mended': {
    words: (facts) =>
      MENDED[String(facts.what)]?.(facts) ?? 'Something that was changed outside Careledger is as it was again',
    href: toFinding,
    tone: 'info',
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
