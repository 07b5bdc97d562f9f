/**
 * Entries as syslog messages (RFC 5424), and messages one after the other on a TLS connection (RFC 5425). Pure.
 * Guarantees: a message is what the grammar says, whatever stands in a value.
 */
import { pairsOf, placeOf, type Streamed, type StreamedCheckpoint, type StreamedGone } from './streamed';

/** "log audit" (RFC 5424, 6.2.1). */
const FACILITY = 13;
const CRITICAL = 2;
const WARNING = 4;
const INFORMATIONAL = 6;

/** Careledger has no number of its own with IANA: this one is kept for examples (RFC 5612), and names nobody else. */
const SD_ID = 'careledger@32473';
const APP_NAME = 'careledger';
const LONGEST_MSGID = 32;
const LONGEST_HOSTNAME = 255;
/** Of `sequenceId` (RFC 5424, 7.3.1): after it, 1 comes again. The whole number stands in `sequence`. */
const LARGEST_SEQUENCE_ID = 2_147_483_647;

/** @param message what follows the structured data: none, or a CEF line */
export function syslogOf(event: Streamed, hostname: string, message = ''): string {
  const data = metaOf(event) + element(SD_ID, pairsOf(event));
  return line({ severity: severityOf(event), at: event.at, hostname, id: event.action, data, message });
}

/** An entry whose body is no longer kept. */
export function syslogOfGone(event: StreamedGone, hostname: string): string {
  const data = metaOf(event) + element(SD_ID, placeOf(event));
  return line({ severity: INFORMATIONAL, at: null, hostname, id: 'gone', data, message: '' });
}

const metaOf = ({ sequence }: StreamedGone): string =>
  element('meta', [['sequenceId', String((sequence % LARGEST_SEQUENCE_ID) + 1)]]);

/** A checkpoint behind the entries that it signs. Its note has line breaks: it stands there in base64. */
export function syslogOfCheckpoint({ origin, size, incarnation, note }: StreamedCheckpoint, hostname: string): string {
  const data = element(SD_ID, [
    ['origin', origin],
    ['incarnation', String(incarnation)],
    ['size', String(size)],
    ['note', Buffer.from(note).toString('base64')],
  ]);
  return line({ severity: INFORMATIONAL, at: null, hostname, id: 'checkpoint', data, message: '' });
}

/** What a test of the connection sends: an event of no entry. */
export const syslogOfTest = (origin: string, at: Date, hostname: string): string =>
  line({
    severity: INFORMATIONAL,
    at,
    hostname,
    id: 'test',
    data: element(SD_ID, [['origin', origin]]),
    message: '',
  });

/** Messages as they go over the connection: each with its length in bytes before it (RFC 5425, 4.3). */
export const framed = (messages: readonly string[]): Buffer =>
  Buffer.concat(
    messages.flatMap((message) => {
      const bytes = Buffer.from(message);
      return [Buffer.from(`${bytes.length} `), bytes];
    }),
  );

function severityOf({ action, outcome }: Streamed): number {
  if (action === 'integrity.failed') return CRITICAL;
  return outcome === 'refused' ? WARNING : INFORMATIONAL;
}

interface Line {
  severity: number;
  at: Date | null;
  hostname: string;
  id: string;
  data: string;
  message: string;
}

function line({ severity, at, hostname, id, data, message }: Line): string {
  const head = [
    `<${FACILITY * 8 + severity}>1`,
    at?.toISOString() ?? '-',
    printable(hostname).slice(0, LONGEST_HOSTNAME) || '-',
    APP_NAME,
    '-',
    printable(id).slice(0, LONGEST_MSGID) || '-',
    data,
  ].join(' ');
  return message === '' ? head : `${head} ${message}`;
}

const printable = (text: string): string => text.replace(/[^\x21-\x7e]/g, '');

/** An element of the structured data. In a value three characters are escaped (RFC 5424, 6.3.3). */
const element = (id: string, pairs: readonly [string, string][]): string =>
  `[${[id, ...pairs.map(([name, value]) => `${name}="${value.replace(/["\\\]]/g, '\\$&')}"`)].join(' ')}]`;
