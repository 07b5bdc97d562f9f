import { type MailTemplate, textOf } from '../template';

export const passwordLink: MailTemplate = {
  label: 'Link to choose a new password',
  takes: ['organisation', 'name'],
  subject: () => 'A new password for Careledger',
  paragraphs: (facts) => [
    `Hello ${textOf(facts, 'name')},`,
    `Somebody asked at the sign-in page for a new password to your account with ${textOf(facts, 'organisation')}.`,
    'If that was you, follow the link within an hour. It works once. All your sessions end when you have chosen a password.',
    'If it was not you, do nothing: your password stays as it is, and whoever asked was told nothing about you.',
  ],
  link: 'Choose a new password',
};
