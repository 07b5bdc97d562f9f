/**
 * The only file of the product that opens a connection to what others run, for connected apps
 * (`only-outbound.test.ts` holds it). What it needs stands in `outbound/`.
 *
 * Guarantees: what is connected to is an address that was looked at, in the public internet or allowed by an
 * administrator, however its name resolves a moment later; the other side has proved by TLS that it has the name; no
 * redirect is followed and no proxy used; time and size have an end, whatever the other side does.
 * Against: whoever chooses an address or a name's records to reach what only this server reaches, and an other side that
 * is slow, broken or hostile.
 * Does not: decide what may be sent to whom, nor send again. Whoever sends twice has to say so by a key of its own: a
 * request whose answer was lost may have been carried out.
 */
import { within } from './outbound/deadline';
import { OutboundError } from './outbound/error';
import { exchange, type Leg } from './outbound/exchange';
import { findPlace } from './outbound/place';
import { readAddress } from './outbound/read-address';
import { readBody } from './outbound/read-body';
import { requestHeaders } from './outbound/request-headers';
import { type Resolve, resolveName } from './outbound/resolve';

export { OutboundError, type OutboundReason } from './outbound/error';
export { readAddress } from './outbound/read-address';
export { sendByTls } from './outbound/send-by-tls';

export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  /** Not those that belong to the connection, such as `Host` and `Content-Length`: they are ours. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface Answer {
  /** Any: a redirect or a refusal is an answer too. */
  status: number;
  /** Names in lower case; of cookies none. */
  headers: Readonly<Record<string, string>>;
  /** Unpacked, read as UTF-8. */
  body: string;
  durationMs: number;
}

export interface OutboundLimits {
  /** From the look-up of the name to the last byte of the answer. */
  timeoutMs?: number;
  /** Of the body, as it comes and again unpacked. */
  answerBytes?: number;
  /** Who may certify the other side, in PEM, in place of those that all trust. */
  ca?: string | undefined;
  /** Done when there is a connection, before anything is sent by it. What it throws is thrown, and nothing is sent. */
  before?: () => Promise<void>;
}

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request and reads the answer.
 * @param allowed Addresses and CIDR ranges that an administrator allowed, though they are private.
 * @throws OutboundError when no whole answer came; invalid for headers that no request can have.
 */
export function send(request: Outgoing, allowed: readonly string[], limits: OutboundLimits = {}): Promise<Answer> {
  return sendBy(resolveName, request, allowed, limits);
}

/** As `send`, with names looked up by somebody else: for tests. */
export async function sendBy(
  resolve: Resolve,
  request: Outgoing,
  allowed: readonly string[],
  { timeoutMs = TIMEOUT_MS, answerBytes = ANSWER_BYTES, ca, before }: OutboundLimits,
): Promise<Answer> {
  const startedMs = performance.now();
  const url = readUrl(request.url);
  const sent = { method: request.method, headers: requestHeaders(request, url), body: request.body };
  return within(timeoutMs, async (stop) => {
    const { servername, addresses } = await findPlace(url, allowed, resolve);
    let left = addresses.length;
    for (const { address, isPublic } of addresses) {
      const share = (timeoutMs - (performance.now() - startedMs)) / left;
      left -= 1;
      const connectMs = left === 0 ? undefined : share;
      const leg: Leg = { url, servername, address, isPublic, connectMs, answerBytes, ca, before, stop };
      try {
        const { raw, coding, ...answer } = await exchange(leg, sent);
        const body = await readBody(raw, coding, answerBytes);
        return { ...answer, body, durationMs: Math.round(performance.now() - startedMs) };
      } catch (error) {
        // Nothing was sent yet where no connection came about: the name's next address may answer.
        if (left === 0 || !(error instanceof OutboundError && error.isUnconnected)) throw error;
      }
    }
    throw new OutboundError('no_connection');
  });
}

function readUrl(text: string): URL {
  try {
    return readAddress(text);
  } catch (error) {
    throw new OutboundError('bad_address', { said: (error as Error).message });
  }
}
