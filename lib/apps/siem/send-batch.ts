/**
 * A batch in the form that the destination takes, sent there.
 * Guarantees: a batch that was sent came to the receiver as a whole: by https it answered with success, by syslog it read up
 * to the end of the connection and closed it. Each entry has its number in the ledger's sequence, consecutive from 0, and its
 * leaf hash; behind them come signed checkpoints, whose tree those hashes make: what is missing, twice, or changed shows.
 * Against: a gap in the stream that nobody sees. Does not: know whether the receiver stored what it took. What is sent again has
 * the same numbers, and by https the same idempotency key: by these a receiver drops it.
 */
import { env } from '@/lib/platform/env';
import { cefOf } from '@/lib/protection/ledger/forms/cef';
import { streamedOf } from '@/lib/protection/ledger/forms/streamed';
import { framed, syslogOf, syslogOfCheckpoint, syslogOfGone, syslogOfTest } from '@/lib/protection/ledger/forms/syslog';
import { send, sendByTls } from '../outbound';
import { type Destination, hostAndPort, urlOf } from './destination';
import { ocsfOfBatch, ocsfOfTest } from './ocsf-events';
import { Refused } from './problems';
import type { Batch, PlacedEntry } from './read-batch';

const TIMEOUT_MS = 30_000;

/** @throws OutboundError; Refused when the receiver answered with no success */
export async function sendBatch(destination: Destination, batch: Batch): Promise<void> {
  const { kind } = destination;
  if (kind === 'ocsf') {
    const { incarnation, origin } = batch.entries[0]?.place ?? {};
    // The entries of a batch are the same whenever it is sent.
    const key = `${origin} ${incarnation} ${batch.first}-${batch.end - 1}`;
    return post(destination, ocsfOfBatch(batch, hostname()), key);
  }
  const messages = batch.entries.map((one) => messageOf(kind, one));
  if (batch.checkpoint) messages.push(syslogOfCheckpoint(batch.checkpoint, hostname()));
  return write(destination, messages);
}

/** Sends an event of no entry. @throws as sendBatch */
export async function sendTest(destination: Destination, origin: string, at: Date): Promise<void> {
  if (destination.kind === 'ocsf')
    return post(destination, [ocsfOfTest(origin, at, hostname())], `${origin} test ${at.getTime()}`);
  return write(destination, [syslogOfTest(origin, at, hostname())]);
}

function messageOf(kind: 'syslog' | 'cef', { entry, place, id }: PlacedEntry): string {
  if (entry === null) return syslogOfGone({ ...place, id }, hostname());
  const event = streamedOf(entry, place);
  return syslogOf(event, hostname(), kind === 'cef' ? cefOf(event) : '');
}

const write = ({ ca, allowedRanges, ...at }: Destination, messages: readonly string[]): Promise<void> =>
  sendByTls({ ...hostAndPort(at), ca: ca ?? undefined, bytes: framed(messages) }, allowedRanges, {
    timeoutMs: TIMEOUT_MS,
  });

async function post(destination: Destination, events: readonly object[], key: string): Promise<void> {
  const { token, ca, allowedRanges } = destination;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'idempotency-key': `"${key}"`,
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
  const url = urlOf(destination).href;
  const body = JSON.stringify(events);
  const limits = { timeoutMs: TIMEOUT_MS, ca: ca ?? undefined };
  const { status } = await send({ method: 'POST', url, headers, body }, allowedRanges, limits);
  if (status < 200 || status > 299) throw new Refused(status);
}

/** The name that this server has for others. */
const hostname = (): string => {
  const { NEXTAUTH_URL } = env();
  return NEXTAUTH_URL ? new URL(NEXTAUTH_URL).hostname : '';
};
