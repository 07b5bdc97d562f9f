/** Why a mail could not be sent, as it is kept, and in words. Pure. */

const PROBLEMS = {
  unreachable: 'The mail server could not be reached.',
  no_tls: 'The mail server offers no TLS, or its certificate is not right. Nothing is sent to it in the clear.',
  sign_in: 'The mail server does not take the name and password of SMTP_URL.',
  sender: 'The mail server does not take the address of MAIL_FROM.',
  later: 'The mail server asked to try again later.',
  refused: 'The mail server refused the address or the mail for good.',
  changed: 'It was changed outside Careledger, and was not sent.',
  too_old: 'It could not be sent in time.',
} as const;

export type MailProblem = keyof typeof PROBLEMS;

/** Trying again may help. */
export const isPassing = (problem: MailProblem): boolean => !['refused', 'changed', 'too_old'].includes(problem);

/** It has to do with the server, not with the mail. */
export const isOfServer = (problem: MailProblem): boolean =>
  ['unreachable', 'no_tls', 'sign_in', 'sender'].includes(problem);

export const wordsOfProblem = (problem: string): string =>
  Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem as MailProblem] : problem;

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  message?: string;
}

/** What the library's error means. Nothing of its words is kept: they may hold an address. */
export function problemOf(error: unknown): MailProblem {
  const { code = '', command = '', responseCode = 0, message = '' }: SmtpError = Object(error);
  if (code === 'EAUTH') return 'sign_in';
  // Of a certificate that does not fit, the library passes on the words alone.
  if (code === 'ETLS' || (command === 'CONN' && /certificate|altnames|ssl|tls/i.test(message))) return 'no_tls';
  if (responseCode >= 500 && command === 'MAIL FROM') return 'sender';
  if (responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA')) return 'refused';
  return responseCode >= 400 ? 'later' : 'unreachable';
}
