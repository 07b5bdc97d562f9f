/** The address of a mail server, as `SMTP_URL` gives it. Pure. */

export interface SmtpAddress {
  host: string;
  port: number;
  /** TLS from the first byte; else by STARTTLS. */
  isTls: boolean;
  /** On this machine: nobody is between. */
  isLoopback: boolean;
  user: string | null;
  password: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

export const isSmtpUrl = (text: string): boolean => readSmtpUrl(text) !== null;

/** Null for what is none: nothing may stand behind host and port, so that no option weakens what is required. */
export function readSmtpUrl(text: string): SmtpAddress | null {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(text);
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') return null;
  const isTls = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (isTls ? 465 : 587),
    isTls,
    isLoopback: LOOPBACK.test(hostname),
    user: username === '' ? null : decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
