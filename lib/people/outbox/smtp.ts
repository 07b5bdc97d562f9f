/**
 * The way to the organisation's mail server. Guarantees: no mail goes over a network without TLS (1.2 or newer) to a server
 * whose certificate fits its name, whatever the server offers; only a server on this machine may do without. A mail has the
 * same Message-ID however often it is sent, by which a receiver drops what came twice.
 * Does not: keep a mail secret from the mail servers it passes.
 */
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { RenderedMail } from '@/lib/people/mail/render';
import type { Env } from '@/lib/platform/env';
import { internal } from '@/lib/platform/errors';
import { readSmtpUrl } from '@/lib/platform/smtp-url';

export interface Postman {
  /** Resolves when the server took it. @throws the library's error: `problemOf` says what it means */
  send(mail: RenderedMail & { to: string; messageId: string; at: Date }): Promise<void>;
}

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;

export type MailSettings = Pick<Env, 'SMTP_URL' | 'SMTP_CA_FILE' | 'MAIL_FROM'>;

/** Null where no mail server is set up. */
export function postmanOf({ SMTP_URL, SMTP_CA_FILE, MAIL_FROM }: MailSettings): Postman | null {
  if (!SMTP_URL) return null;
  const address = readSmtpUrl(SMTP_URL);
  if (!address || !MAIL_FROM) throw internal('SMTP_URL or MAIL_FROM is not right.');
  const { host, port, isTls, isLoopback, user, password } = address;
  const transport = createTransport({
    host,
    port,
    secure: isTls,
    requireTLS: !isLoopback,
    ...(user !== null && { auth: { user, pass: password } }),
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(SMTP_CA_FILE && { ca: readFileSync(SMTP_CA_FILE, 'utf8') }),
    },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    async send({ to, subject, text, html, messageId, at }) {
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
      await transport.sendMail({ from: MAIL_FROM, to, subject, text, html, messageId, date: at, headers });
    },
  };
}

/** `<mail.organisation@clinic.example>`: the same at every try. */
export function messageIdOf(orgId: string, mailId: string, from: string): string {
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'careledger.invalid';
  return `<${mailId}.${orgId}@${domain}>`;
}
