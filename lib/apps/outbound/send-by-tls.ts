/**
 * Bytes to a server that answers nothing, by TLS, such as syslog's (RFC 5425). The same looks at the address and the certificate
 * as at a request's.
 * Guarantees: when it resolves the other side closed in good order after our end of the connection, not before. We end a moment
 * after the last byte went, no shorter than the handshake took: a side that closes before it was asked has not read all.
 * Against: a receiver or a proxy that is started anew or gives up in the middle, in good order, having read a part or nothing.
 * Does not: know what the other side made of the bytes, nor tell one that closes by itself in the very moment between our end and
 * its arrival. Whoever sends them again numbers them.
 */
import { connect, type TLSSocket } from 'node:tls';
import { within } from './deadline';
import { OutboundError, type Phase } from './error';
import { findPlace } from './place';
import { readAddress } from './read-address';
import { type Resolve, resolveName } from './resolve';

export interface ByTls {
  host: string;
  port: number;
  /** Who may certify the other side, in PEM, in place of those that all trust. */
  ca?: string | undefined;
  bytes: Buffer;
}

const TIMEOUT_MS = 30_000;
/** How long the other side has at least to close unasked. */
const UNASKED_MS = 200;

/**
 * @param allowed Addresses and CIDR ranges that an administrator allowed, though they are private.
 * @throws OutboundError; in phase `reading` the bytes are under way, and that they were read is not known
 */
export async function sendByTls(
  { host, port, ca, bytes }: ByTls,
  allowed: readonly string[],
  { timeoutMs = TIMEOUT_MS, resolve = resolveName }: { timeoutMs?: number; resolve?: Resolve } = {},
): Promise<void> {
  const url = readAddress(`https://${host}:${port}`);
  return within(timeoutMs, async (stop) => {
    const { servername, addresses } = await findPlace(url, allowed, resolve);
    let left = addresses.length;
    for (const { address, isPublic } of addresses) {
      left -= 1;
      const connectMs = left === 0 ? undefined : timeoutMs / addresses.length;
      try {
        return await sendTo({ address, port, servername, ca, isPublic, connectMs, stop }, bytes);
      } catch (error) {
        if (left === 0 || !(error instanceof OutboundError && error.isUnconnected)) throw error;
      }
    }
  });
}

interface To {
  address: string;
  port: number;
  servername: string;
  ca: string | undefined;
  isPublic: boolean;
  connectMs: number | undefined;
  stop: AbortSignal;
}

function sendTo({ address, port, servername, ca, isPublic, connectMs, stop }: To, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({
      host: address,
      port,
      // An address has no name to ask for, and its certificate is compared with it all the same.
      ...(servername === '' ? {} : { servername }),
      ...(ca !== undefined && { ca }),
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    let phase: Phase = 'connecting';
    const fail = (code?: string) => {
      const reason = phase === 'securing' ? 'tls' : 'no_connection';
      reject(new OutboundError(reason, { phase, ...(code && { facts: { code } }) }));
      socket.destroy();
    };
    const slow = connectMs === undefined ? undefined : setTimeout(() => fail('ETIMEDOUT'), connectMs);
    stop.addEventListener('abort', () => socket.destroy(), { once: true });
    socket.once('connect', () => {
      clearTimeout(slow);
      if (isPublic && socket.localAddress === socket.remoteAddress) {
        reject(new OutboundError('refused_address'));
        socket.destroy();
      }
      phase = 'securing';
    });
    const began = performance.now();
    let asked = false;
    let ending: NodeJS.Timeout | undefined;
    socket.once('secureConnect', () => {
      phase = 'reading';
      const unaskedMs = Math.max(UNASKED_MS, performance.now() - began);
      const end = () => {
        asked = true;
        socket.end();
      };
      socket.write(bytes, (error) => {
        if (!error && !socket.destroyed) ending = setTimeout(end, unaskedMs);
      });
    });
    // What the other side says is nothing to us; its end is.
    socket.resume();
    socket.once('end', () => (asked ? resolve() : fail('ECONNRESET')));
    socket.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => fail(code));
    socket.once('close', () => {
      clearTimeout(slow);
      clearTimeout(ending);
      fail('ECONNRESET');
    });
  });
}
