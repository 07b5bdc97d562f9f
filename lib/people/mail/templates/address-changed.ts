import { type MailTemplate, textOf } from '../template';

/** To the address that an account had. */
export const addressChanged: MailTemplate = {
  label: 'Another address',
  takes: ['organisation', 'name', 'by'],
  subject: () => 'Your account has another email address',
  paragraphs: (facts) => [
    `Hello ${textOf(facts, 'name')},`,
    `${textOf(facts, 'by')} gave your account with ${textOf(facts, 'organisation')} another email address. This one signs in no more, and gets no more mail.`,
    'If you did not know of it, tell an administrator of your organisation in person or by phone.',
  ],
  link: 'Open Careledger',
  page: '/',
};
