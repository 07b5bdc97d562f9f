/** Receivers of a stream, for tests: they keep each entry by its number, and say what came twice or as another. */
import type { IncomingHttpHeaders } from 'node:http';
import { createServer as serveHttps } from 'node:https';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServer as serveTls } from 'node:tls';
import { readSyslog, unframed } from '@/lib/protection/ledger/forms/testing/read-back';
import { certify, makeAuthority } from '../../testing/certificates';

export const authority = makeAuthority();
export const SD_ID = 'careledger@32473';

/** What is kept of an entry: the form in which it came. */
export interface Kept {
  leaf: string;
  form: string;
}

export class Entries {
  /** By incarnation and sequence. */
  readonly kept = new Map<string, Kept>();
  /** Came again, as it was. */
  repeats = 0;
  /** Came again as another: never. */
  readonly others: string[] = [];
  /** Notes of checkpoints, in the order they came. */
  readonly notes: string[] = [];
  tests = 0;

  keep(incarnation: unknown, sequence: unknown, one: Kept): void {
    const key = `${incarnation} ${sequence}`;
    const before = this.kept.get(key);
    if (!before) this.kept.set(key, one);
    else if (before.form === one.form) this.repeats += 1;
    else this.others.push(key);
  }

  /** The sequences of an incarnation, in order. */
  sequences(incarnation = 1): number[] {
    const keys = [...this.kept.keys()].map((key) => key.split(' ').map(Number));
    return keys.flatMap(([of, n = -1]) => (of === incarnation ? [n] : [])).sort((one, other) => one - other);
  }
}

export interface Receiver {
  /** As an administrator types it. */
  address: string;
  entries: Entries;
  close(): Promise<void>;
}

const listen = (server: NetServer, port: number): Promise<number> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

export interface SyslogReceiver extends Receiver {
  messages: string[];
  /**
   * What happens to the next connections, one each: `cut` breaks one that has given all; `early` closes in good order at once and reads
   * nothing, `half` when it has read a part.
   */
  next: ('cut' | 'silent' | 'early' | 'half')[];
}

/** Takes syslog by TLS. @param certified what it shows, else of 127.0.0.1 by the authority */
export async function startSyslogReceiver(
  port = 0,
  certified = certify(authority, ['127.0.0.1']),
): Promise<SyslogReceiver> {
  const entries = new Entries();
  const messages: string[] = [];
  const next: SyslogReceiver['next'] = [];
  const open = new Set<Socket>();
  const server = serveTls({ cert: certified.cert, key: certified.key, allowHalfOpen: true }, (socket) => {
    const fate = next.shift();
    const chunks: Buffer[] = [];
    socket.on('error', () => {});
    if (fate === 'early') return void socket.end();
    if (fate === 'half') return void socket.once('data', () => socket.pause().end());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => {
      if (fate === 'silent') return;
      const came = unframed(Buffer.concat(chunks));
      messages.push(...came);
      for (const message of came) take(entries, message);
      if (fate === 'cut') [...open].find(({ remotePort }) => remotePort === socket.remotePort)?.resetAndDestroy();
      else socket.end();
    });
  });
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const at = await listen(server, port);
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return { address: `127.0.0.1:${at}`, entries, messages, next, close };
}

function take(entries: Entries, message: string): void {
  const { msgId, data } = readSyslog(message);
  const of = data[SD_ID] ?? {};
  if (msgId === 'test') entries.tests += 1;
  else if (msgId === 'checkpoint') entries.notes.push(Buffer.from(of.note ?? '', 'base64').toString());
  else entries.keep(of.incarnation, of.sequence, { leaf: of.leaf ?? '', form: message });
}

export interface HttpsReceiver extends Receiver {
  requests: { headers: IncomingHttpHeaders; events: OcsfEventRead[] }[];
  /** Statuses of the next answers, one each; 0 breaks the connection after all was taken. */
  next: number[];
}

export interface OcsfEventRead {
  class_uid: number;
  message?: string;
  metadata: { event_code: string; sequence?: number; uid?: string };
  unmapped: Record<string, string | number>;
}

/** Takes OCSF by https with this token, under an idempotency key once. */
export async function startHttpsReceiver(token: string, port = 0): Promise<HttpsReceiver> {
  const entries = new Entries();
  const requests: HttpsReceiver['requests'] = [];
  const next: number[] = [];
  const keys = new Map<string, string>();
  const server = serveHttps(certify(authority, ['127.0.0.1']), async (request, response) => {
    const body = await text(request);
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    const status = next.shift() ?? 200;
    if (status >= 300) return void response.writeHead(status).end();
    const key = String(request.headers['idempotency-key']);
    const events = JSON.parse(body) as OcsfEventRead[];
    requests.push({ headers: request.headers, events });
    if (keys.has(key)) {
      if (keys.get(key) !== body) entries.others.push(key);
      entries.repeats += events.length;
    } else for (const event of events) takeEvent(entries, event);
    keys.set(key, body);
    if (status === 0) request.socket.destroy();
    else response.writeHead(status).end('{}');
  });
  const at = await listen(server, port);
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { address: `https://127.0.0.1:${at}/events`, entries, requests, next, close };
}

function takeEvent(entries: Entries, event: OcsfEventRead): void {
  const { event_code } = event.metadata;
  const { incarnation, sequence, leaf, note } = event.unmapped;
  if (event.class_uid === 0 && event_code === 'test') entries.tests += 1;
  else if (event.class_uid === 0 && event_code === 'checkpoint') entries.notes.push(String(note));
  else entries.keep(incarnation, sequence, { leaf: String(leaf), form: JSON.stringify(event) });
}
