/** Of connected apps, and the agreements that cover them. Pure. */
import { type KindOfNotice, type NoticeSubject, text } from './kind';

const toConnection = ({ subjectId }: NoticeSubject) => (subjectId ? `/setup/apps/${subjectId}` : null);

const toAgreement = ({ subjectId }: NoticeSubject) => (subjectId ? `/setup/agreements/${subjectId}` : null);

export const APP_NOTICES = {
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
} as const satisfies Record<string, KindOfNotice>;
