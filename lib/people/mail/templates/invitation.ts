import { type MailTemplate, textOf } from '../template';

export const invitation: MailTemplate = {
  label: 'Invitation',
  takes: ['organisation', 'by', 'name'],
  subject: (facts) => `Invitation to ${textOf(facts, 'organisation')} in Careledger`,
  paragraphs: (facts) => [
    `Hello ${textOf(facts, 'name')},`,
    `${textOf(facts, 'by')} invites you to work with ${textOf(facts, 'organisation')} in Careledger.`,
    'The link is for you alone. It works once, for 72 hours. You choose your own password, which nobody else learns.',
    'If you did not expect this, do nothing: nothing was made in your name.',
  ],
  link: 'Join',
};
