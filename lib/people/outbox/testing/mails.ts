/** What mails of an org say, and a mail server to send them to. */
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { type OpenedMail, readContent } from '../read-content';

export interface FoundMail {
  id: Id;
  template: string;
  state: string;
  tries: number;
  problem: string | null;
  userId: Id | null;
  /** Null once nothing of it is kept. */
  content: OpenedMail | null;
}

/** The mails of an org, the first first; of one template if given. */
export async function mailsOf(orgId: Id, template?: string): Promise<FoundMail[]> {
  const keys = await keysOfOrg(orgId);
  const rows = await ownerSql()<(Omit<FoundMail, 'content'> & { sealed: Buffer | null })[]>`
    select id, template, state, tries, problem, user_id as "userId", sealed from mails
    where org_id = ${orgId} and (${template ?? null}::text is null or template = ${template ?? null}) order by id`;
  return rows.map(({ sealed, ...row }) => ({ ...row, content: sealed && readContent(keys, { ...row, sealed }) }));
}

/** What stands behind the last `/` of the link in a mail: the id of its row, and what stands behind `#`. */
export function linkIn(mail: FoundMail | undefined): { id: Id; token: string } {
  const [, id, token] = /\/(\d+)#(\S+)/.exec(mail?.content?.text ?? '') ?? [];
  if (!id || !token) throw new Error('The mail has no link.');
  return { id, token };
}

export interface MailServer {
  port: number;
  /** Mails that it took, whole, the first first. */
  taken: string[];
  close(): Promise<void>;
}

/** @param port 0 for a free one */
export function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _session, done) => {
      text(stream).then((mail) => {
        taken.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  // A client that goes away is no trouble of the test's.
  server.on('error', () => {});
  return new Promise((resolve, reject) => {
    server.listen(port, '127.0.0.1', () => {
      const close = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port: (server.server.address() as AddressInfo).port, taken, close });
    });
    server.server.once('error', reject);
  });
}
