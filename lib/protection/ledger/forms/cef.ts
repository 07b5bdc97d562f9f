/**
 * An entry as a line of CEF (ArcSight Common Event Format, version 0): the message of a syslog line. Pure.
 * Guarantees: what stands in a value ends neither its field nor the line. Ids and names of acts only (`streamed.ts`).
 */
import { isIPv4 } from 'node:net';
import { type Streamed, wordsOf } from './streamed';

/** Of these events, not of the program: what a receiver's rules are written for. */
const EVENTS_VERSION = '1';
const LOW = 3;
const MEDIUM = 6;
const VERY_HIGH = 9;

/** `CEF:0|Careledger|Careledger|1|record.view|Viewed a record with PHI|3|rt=… externalId=…` */
export function cefOf(event: Streamed): string {
  const head = ['CEF:0', 'Careledger', 'Careledger', EVENTS_VERSION, event.action, wordsOf(event.action)];
  return [...head.map(escapeHead), String(severityOf(event)), extension(event)].join('|');
}

function severityOf({ action, outcome }: Streamed): number {
  if (action === 'integrity.failed') return VERY_HIGH;
  return outcome === 'refused' ? MEDIUM : LOW;
}

function extension(event: Streamed): string {
  const pairs: [string, string | null][] = [
    ['rt', String(event.at.getTime())],
    ['externalId', event.id],
    ['act', event.action],
    ['outcome', event.outcome === 'done' ? 'success' : 'failure'],
    ['suid', event.actorId],
    ['spriv', event.actorKind],
    ...addressOf(event.ip),
    ['deviceExternalId', event.origin],
    ...labelled('cn1', 'sequence', String(event.sequence)),
    ...labelled('cn2', 'incarnation', String(event.incarnation)),
    ...labelled('cs1', 'module', event.module),
    ...labelled('cs2', 'record', event.recordId),
    ...labelled('cs3', 'subject', event.subjectId),
    ...labelled('cs4', 'door', event.door),
    ...labelled('cs5', 'leaf', event.leaf.toString('base64')),
  ];
  return pairs.flatMap(([key, value]) => (value === null ? [] : [`${key}=${escapeValue(value)}`])).join(' ');
}

/** CEF has a place for IPv4, and one of the deployer's own for IPv6. */
function addressOf(ip: string | null): [string, string][] {
  if (ip === null) return [];
  return isIPv4(ip) ? [['src', ip]] : labelled('c6a2', 'Source IPv6 Address', ip);
}

const labelled = (key: string, label: string, value: string | null): [string, string][] =>
  value === null
    ? []
    : [
        [`${key}Label`, label],
        [key, value],
      ];

const escapeHead = (text: string): string => text.replace(/[\\|]/g, '\\$&').replace(/[\r\n]+/g, ' ');
const escapeValue = (text: string): string =>
  text.replace(/[\\=]/g, '\\$&').replace(/\r/g, '\\r').replace(/\n/g, '\\n');
