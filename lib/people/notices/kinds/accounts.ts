/** Of people’s accounts: how they are signed in to, and what others did to them. Pure. */
import { type KindOfNotice, text } from './kind';

const toFactors = () => '/account/security';

export const ACCOUNT_NOTICES = {
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
  'invitation.joined': {
    words: (facts) => `${text(facts, 'who')} joined by your invitation.`,
    href: () => '/setup/users',
    tone: 'info',
  },
  'scim.set': {
    words: (facts) =>
      `${text(facts, 'by')} set up what the directory “${text(facts, 'name')}” gives to the people whom it adds by SCIM.`,
    href: () => '/setup/scim',
    tone: 'info',
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
} as const satisfies Record<string, KindOfNotice>;
