/**
 * Scanners for tests: the real clamd with one signature of our own, where it is installed, and a small server that
 * answers as clamd(8) documents.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What the signature finds. Harmless. */
export const INFECTED = 'careledger-test-of-a-virus-scanner';

export const CLAMD = '/usr/sbin/clamd';
export const hasClamd = existsSync(CLAMD);

export interface TestScanner {
  stop(): Promise<void>;
}

/** Starts the real one at a socket; its files stand in `folder`. */
export async function startClamd(socket: string, folder: string): Promise<TestScanner> {
  await mkdir(join(folder, 'signatures'), { recursive: true });
  const signature = `Careledger.Test:0:*:${Buffer.from(INFECTED).toString('hex')}\n`;
  await writeFile(join(folder, 'signatures', 'own.ndb'), signature);
  const lines = [`LocalSocket ${socket}`, `DatabaseDirectory ${join(folder, 'signatures')}`, 'Foreground yes'];
  await writeFile(join(folder, 'clamd.conf'), `${[...lines, 'StreamMaxLength 3M'].join('\n')}\n`);
  const child = spawn(CLAMD, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(socket)); tries += 1) {
    if (tries > 300 || child.exitCode !== null) throw new Error('clamd did not start.');
    await wait(100);
  }
  return { stop: () => stopped(child, socket) };
}

async function stopped(child: ChildProcess, socket: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  await rm(socket, { force: true });
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect({ path: socket }, () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });

/** What to answer to the bytes of a stream; null hangs up. */
export type Answer = (bytes: Buffer) => string | null;

const asClamd: Answer = (bytes) =>
  bytes.includes(INFECTED) ? 'stream: Careledger.Test.UNOFFICIAL FOUND\0' : 'stream: OK\0';

/** Starts the small one, at a socket's path or a port. @returns the port too */
export async function startProtocol(
  place: string | number,
  answer: Answer = asClamd,
): Promise<TestScanner & { port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    void converse(socket, answer);
  });
  await new Promise<void>((resolve) => server.listen(place, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** `zINSTREAM\0`, then chunks behind their lengths, then a length of 0. */
async function converse(socket: Socket, answer: Answer): Promise<void> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    received = Buffer.concat([received, chunk as Buffer]);
    const bytes = wholeStream(received);
    if (bytes) break;
  }
  const bytes = wholeStream(received);
  if (bytes) socket.end(answer(bytes) ?? '');
}

function wholeStream(received: Buffer): Buffer | null {
  const command = Buffer.from('zINSTREAM\0');
  if (!received.subarray(0, command.length).equals(command)) return null;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
