/** Of what protects health data: rights, settings, emergency access, budgets. Pure. */
import { type KindOfNotice, type NoticeSubject, text } from './kind';

const toUse = () => '/setup/compliance/hipaa#budgets';

const toRecord = ({ module, recordId }: NoticeSubject) => (module && recordId ? `/m/${module}/${recordId}` : null);

const toEmergency = ({ subjectId }: NoticeSubject) => (subjectId ? `/emergency/${subjectId}` : '/emergency');

export const PROTECTION_NOTICES = {
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
  'setting.dormant_accounts': {
    words: (facts) => `${text(facts, 'by')} changed what happens to accounts that nobody uses: ${text(facts, 'what')}.`,
    href: () => '/setup/security#dormant-accounts',
    tone: 'info',
  },
  'setting.second_factor': {
    words: (facts) => `${text(facts, 'by')} changed of whom a second factor is asked: ${text(facts, 'what')}.`,
    href: () => '/audit?action=settings.update',
    tone: 'warning',
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
} as const satisfies Record<string, KindOfNotice>;
