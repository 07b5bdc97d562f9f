/** Against a real mail server: TLS or nothing, and what its answers mean. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { certify, makeAuthority } from '@/lib/apps/testing/certificates';
import { env } from '@/lib/platform/env';
import { problemOf } from './problems';
import { messageIdOf, postmanOf } from './smtp';
import { type MailServer, startMailServer } from './testing/mails';

const authority = makeAuthority();
/** An address of this machine that is not taken for it. */
const ELSEWHERE = '0.0.0.0';
const WITH_TLS = ['AUTH'];

const servers: MailServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  servers.push(server);
  return server;
}

const caFile = () => {
  const path = join(env().DATA_DIR, 'mail-authority.pem');
  writeFileSync(path, authority.cert);
  return path;
};

/** What became of a mail: null when the server took it. */
async function sendTo(url: string, ca: string | undefined = caFile()) {
  const from = 'Careledger <care@clinic.example>';
  const postman = postmanOf({ SMTP_URL: url, SMTP_CA_FILE: ca, MAIL_FROM: from });
  const mail = { to: 'olga@clinic.example', subject: 'A', text: 'B\n', html: '<p>B</p>' };
  try {
    await postman?.send({ ...mail, messageId: messageIdOf('1', '2', from), at: new Date() });
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

const tlsOf = (names: readonly string[], endedDaysAgo?: number) => certify(authority, names, endedDaysAgo);

describe('over a network', () => {
  test('a mail goes by STARTTLS to a server whose certificate fits', async () => {
    const server = await serve({ ...tlsOf([ELSEWHERE]), disabledCommands: WITH_TLS });
    expect(await sendTo(`smtp://${ELSEWHERE}:${server.port}`)).toBe(null);
    expect(server.taken[0]).toContain('Message-ID: <2.1@clinic.example>');
    expect(server.taken[0]).toMatch(/text\/plain[\s\S]*text\/html/);
  });

  test('no mail goes to a server that offers no TLS', async () => {
    const server = await serve();
    expect(await sendTo(`smtp://${ELSEWHERE}:${server.port}`)).toBe('no_tls');
    expect(server.taken).toEqual([]);
  });

  test.each([
    ['of another name', () => tlsOf(['mail.elsewhere.example'])],
    ['that has ended', () => tlsOf([ELSEWHERE], 2)],
    ['of an authority that nobody knows', () => certify(makeAuthority(), [ELSEWHERE])],
  ])('no mail goes to a server with a certificate %s', async (_, make) => {
    const server = await serve({ ...make(), disabledCommands: WITH_TLS });
    expect(await sendTo(`smtp://${ELSEWHERE}:${server.port}`)).toBe('no_tls');
    const secure = await serve({ ...make(), secure: true });
    expect(await sendTo(`smtps://${ELSEWHERE}:${secure.port}`)).toBe('no_tls');
    expect([...server.taken, ...secure.taken]).toEqual([]);
  });

  test('a name and a password are given, and only by TLS', async () => {
    const given: string[] = [];
    const server = await serve({
      ...tlsOf([ELSEWHERE]),
      authOptional: false,
      disabledCommands: [],
      onAuth: ({ username, password }, _, done) => {
        given.push(`${username} ${password}`);
        if (password === 'pass word') done(null, { user: username });
        else done(new Error('no'));
      },
    });
    expect(await sendTo(`smtp://care:pass%20word@${ELSEWHERE}:${server.port}`)).toBe(null);
    expect(await sendTo(`smtp://care:wrong@${ELSEWHERE}:${server.port}`)).toBe('sign_in');
    expect(given).toEqual(['care pass word', 'care wrong']);
  });
});

test('a server on this machine may do without TLS', async () => {
  const server = await serve();
  expect(await sendTo(`smtp://localhost:${server.port}`)).toBe(null);
  expect(server.taken.length).toBe(1);
});

test('what a server answers is told apart: for good, for now, the sender, nothing', async () => {
  const answer = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  const refusing = async (options: SMTPServerOptions) => {
    const { port } = await serve(options);
    return sendTo(`smtp://127.0.0.1:${port}`);
  };
  expect(await refusing({ onRcptTo: (_, __, done) => done(answer(550)) })).toBe('refused');
  expect(await refusing({ onRcptTo: (_, __, done) => done(answer(451)) })).toBe('later');
  expect(await refusing({ onMailFrom: (_, __, done) => done(answer(553)) })).toBe('sender');
  expect(await sendTo('smtp://127.0.0.1:1')).toBe('unreachable');
});
