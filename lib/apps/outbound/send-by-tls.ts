/**
 * Bytes to a server that answers nothing, by TLS, such as syslog's (RFC 5425). The same looks at the address and the certificate
 * as at a request's.
 * Guarantees: when it resolves the other side closed TLS and the connection in good order after our end, not before. We end a moment
 * after the last byte went, twice as long as the handshake took at least: a side that closes before it was asked has not read all. Nor
 * has one whose system breaks the connection, as it does where it is closed with bytes unread.
 * Against: a receiver or a proxy that is started anew or gives up in the middle, in good order, having read a part or nothing.
 * Does not: know what the other side made of the bytes, nor tell one that read them, all but our end, and closed by itself before
 * it used them. Whoever sends them again numbers them.
 */
import { connect, type Socket } from 'node:net';
import { connect as secure, type TLSSocket } from 'node:tls';
import { within } from './deadline';
import { OutboundError, type Phase } from './error';
import { findPlace } from './place';
import { readAddress } from './read-address';
import { type Resolve, resolveName } from './resolve';
import { wireOf } from './wire';

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
    const connection = connect({ host: address, port, allowHalfOpen: true });
    let phase: Phase = 'connecting';
    const fail = (code?: string) => {
      const reason = phase === 'securing' ? 'tls' : 'no_connection';
      reject(new OutboundError(reason, { phase, ...(code && { facts: { code } }) }));
      connection.destroy();
    };
    const failBy = ({ code = 'unknown' }: NodeJS.ErrnoException) => fail(code);
    const slow = connectMs === undefined ? undefined : setTimeout(() => fail('ETIMEDOUT'), connectMs);
    stop.addEventListener('abort', () => connection.destroy(), { once: true });
    connection.on('error', failBy);
    connection.once('close', () => {
      clearTimeout(slow);
      fail('ECONNRESET');
    });
    connection.once('connect', () => {
      clearTimeout(slow);
      if (isPublic && connection.localAddress === connection.remoteAddress) {
        reject(new OutboundError('refused_address'));
        connection.destroy();
        return;
      }
      phase = 'securing';
      const socket = secure({
        socket: wireOf(connection),
        host: address,
        // An address has no name to ask for, and its certificate is compared with it all the same.
        ...(servername === '' ? {} : { servername }),
        ...(ca !== undefined && { ca }),
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
      });
      socket.on('error', failBy);
      socket.once('secureConnect', () => {
        phase = 'reading';
      });
      hand(bytes, socket, connection, (wasRead) => (wasRead ? resolve() : fail('ECONNRESET')));
    });
  });
}

/** Hands it over as soon as the connection is secure. @param onEnd told whether all was read, once both ends of the other side are there */
function hand(bytes: Buffer, socket: TLSSocket, connection: Socket, onEnd: (wasRead: boolean) => void): void {
  const began = performance.now();
  let asked = false;
  socket.once('secureConnect', () => {
    const unaskedMs = Math.max(UNASKED_MS, 2 * (performance.now() - began));
    const end = () => {
      asked = true;
      socket.end();
    };
    socket.write(bytes, () => {
      const ending = setTimeout(end, unaskedMs);
      connection.once('close', () => clearTimeout(ending));
    });
  });
  // What the other side says is nothing to us; its end is: of TLS, and then of the connection, which breaks where it left bytes unread.
  socket.resume();
  socket.once('end', () => {
    if (!asked) onEnd(false);
    else if (connection.readableEnded) onEnd(true);
    else connection.once('end', () => onEnd(true));
  });
}
