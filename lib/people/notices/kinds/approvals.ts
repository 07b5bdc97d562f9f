/** Of what waits for somebody’s word. Pure. */
import { type KindOfNotice, text } from './kind';

const toMyReviews = () => '/account/reviews';

const toApprovals = () => '/setup/approvals';

export const APPROVAL_NOTICES = {
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
} as const satisfies Record<string, KindOfNotice>;
