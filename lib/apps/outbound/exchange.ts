import { request as askPlain, type ClientRequest } from 'node:http';
import { request as askByTls, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import { OutboundError, type OutboundReason, type Phase } from './error';
import { gather, type Received } from './gather';
import { pool } from './pool';

const HEADER_BYTES = 16 * 1024;
/** `103 Early Hints` and the like, before the answer. */
const MOST_HINTS = 8;

/** Where one request goes: an address that was looked at, and how long and how much. */
export interface Leg {
  url: URL;
  servername: string;
  address: string;
  isPublic: boolean;
  /** How long to wait for a connection, where another address may be tried then. */
  connectMs: number | undefined;
  answerBytes: number;
  ca: string | undefined;
  /** Done before anything is sent. */
  before: (() => Promise<void>) | undefined;
  stop: AbortSignal;
}

export interface Sent {
  method: string;
  headers: Record<string, string | number>;
  body: string | undefined;
}

/** One request and its answer at one address. @throws OutboundError, and what `before` throws */
export function exchange(leg: Leg, { method, headers, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { protocol, pathname, search, port } = leg.url;
    const byTls = protocol === 'https:';
    const options: RequestOptions = {
      agent: pool[byTls ? 'https:' : 'http:'],
      host: leg.address,
      port: port || (byTls ? 443 : 80),
      servername: leg.servername,
      method,
      path: pathname + search,
      headers,
      signal: leg.stop,
      maxHeaderSize: HEADER_BYTES,
      // Said here, so that no variable of the environment says otherwise.
      insecureHTTPParser: false,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(leg.ca !== undefined && { ca: leg.ca }),
    };
    const request = (byTls ? askByTls : askPlain)(options);
    let phase: Phase = 'connecting';
    const fail = (reason: OutboundReason, code?: string) => {
      reject(new OutboundError(reason, { phase, ...(code && { facts: { code } }) }));
      request.destroy();
    };
    const failBy = ({ code = 'unknown' }: NodeJS.ErrnoException) =>
      fail(leg.stop.aborted ? 'timeout' : reasonOf(phase, code), code);
    const start = async () => {
      try {
        await leg.before?.();
        request.end(body);
      } catch (error) {
        reject(error);
        request.destroy();
      }
    };
    watch(request, leg, {
      fail,
      enter: (next) => {
        if (next === 'asking' && phase !== next) void start();
        phase = next;
      },
    });
    request.on('error', failBy);
    request.on('close', () => phase !== 'reading' && fail('no_connection'));
    request.on('response', (answer) => {
      phase = 'reading';
      answer.on('error', failBy);
      gather(answer, leg.answerBytes, { fail, done: resolve });
    });
  });
}

interface Watched {
  enter(phase: Phase): void;
  fail(reason: OutboundReason, code?: string): void;
}

/** Follows a request up to its answer. */
function watch(request: ClientRequest, leg: Leg, { enter, fail }: Watched): void {
  request.on('socket', (socket: Socket) => {
    const connected = () => {
      clearTimeout(slow);
      // A public address of this very machine: what listens there may be behind a firewall for all others.
      if (leg.isPublic && socket.localAddress === socket.remoteAddress) return fail('refused_address');
      enter(leg.url.protocol === 'https:' ? 'securing' : 'asking');
    };
    const tooSlow = () => fail('no_connection', 'ETIMEDOUT');
    const slow = leg.connectMs === undefined ? undefined : setTimeout(tooSlow, leg.connectMs);
    request.on('close', () => clearTimeout(slow));
    if (socket.connecting) {
      socket.once('connect', connected);
      socket.once('secureConnect', () => enter('asking'));
    } else {
      // Kept from a request before, or handed on by it to this one that waited its turn.
      connected();
      enter('asking');
    }
  });
  let hints = 0;
  request.on('information', () => {
    hints += 1;
    if (hints > MOST_HINTS) fail('bad_answer');
  });
  request.on('upgrade', (_, socket) => {
    socket.destroy();
    fail('bad_answer');
  });
}

/** What went wrong, by how far it had come and Node's code. */
function reasonOf(phase: Phase, code: string): OutboundReason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too_large';
  if (code.startsWith('HPE_')) return 'bad_answer';
  if (phase === 'securing' || /^ERR_(SSL|TLS)_/.test(code)) return 'tls';
  return phase === 'reading' ? 'bad_answer' : 'no_connection';
}
