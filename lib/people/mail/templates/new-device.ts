import { type MailTemplate, textOf } from '../template';

export const newDevice: MailTemplate = {
  label: 'Sign-in in a new browser',
  takes: ['organisation', 'name', 'device', 'at'],
  subject: () => 'Sign-in in a new browser',
  paragraphs: (facts) => [
    `Hello ${textOf(facts, 'name')},`,
    `somebody signed in to your account with ${textOf(facts, 'organisation')} in a browser that was not known: ${textOf(facts, 'device')}, ${textOf(facts, 'at')} (UTC).`,
    'If that was you, there is nothing to do. If not, end that session, change your password, and tell an administrator.',
  ],
  link: 'See your sessions',
  page: '/account/sessions',
};
