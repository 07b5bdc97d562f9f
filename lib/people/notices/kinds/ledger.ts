/** Of the audit log. Pure. */
import { type KindOfNotice, text } from './kind';

export const LEDGER_NOTICES = {
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
} as const satisfies Record<string, KindOfNotice>;
