import { linesOf, type MailTemplate, textOf } from '../template';

/** What the bell tells, for those who want it by mail too. */
export const notice: MailTemplate = {
  label: 'Notices',
  takes: ['organisation', 'name', 'lines', 'more'],
  subject: (facts) =>
    linesOf(facts, 'lines').length === 1 ? 'A notice in Careledger' : `${countOf(facts)} notices in Careledger`,
  paragraphs: (facts) => [
    `Hello ${textOf(facts, 'name')},`,
    `${textOf(facts, 'organisation')} tells you in Careledger:`,
    ...linesOf(facts, 'lines'),
    ...(Number(facts.more) > 0 ? [`And ${textOf(facts, 'more')} more.`] : []),
    'Which notices come by mail, you choose in your personal settings.',
  ],
  link: 'Read your notices',
  page: '/notices',
};

const countOf = (facts: Parameters<typeof linesOf>[0]): number =>
  linesOf(facts, 'lines').length + (Number(facts.more) || 0);
