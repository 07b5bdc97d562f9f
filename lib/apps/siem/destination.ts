/** Where an organisation's ledger is streamed to, as an administrator set it; sealed as a whole. */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { allowedRange } from '@/lib/platform/address-ranges';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { openCredentials, sealCredentials } from '@/lib/protection/credentials';
import { readAddress } from '../outbound';

export const KINDS = ['syslog', 'cef', 'ocsf'] as const;
export type Kind = (typeof KINDS)[number];

export interface Destination {
  /** `syslog` and `cef` by TLS to `name:port`; `ocsf` to an address that begins with `https://`. */
  kind: Kind;
  address: string;
  allowedRanges: readonly string[];
  /** Who certified the receiver, in PEM; null: who is known to all. */
  ca: string | null;
  /** For `ocsf`; null: it asks for none. */
  token: string | null;
}

const SYSLOG_PORT = 6514;
const MOST_PEM = 50_000;

/** The receiver's address as it is connected to. @throws invalid */
export function urlOf({ kind, address }: Pick<Destination, 'kind' | 'address'>): URL {
  return readAddress(kind === 'ocsf' ? address : `https://${address.replace(/^(tls|syslog):\/\//, '')}`);
}

/** Name and port of a receiver of syslog. @throws invalid */
export function hostAndPort(destination: Pick<Destination, 'kind' | 'address'>): { host: string; port: number } {
  const url = urlOf(destination);
  // A URL forgets the port that https has.
  const named = /:443$/.test(destination.address) ? 443 : SYSLOG_PORT;
  return { host: url.hostname, port: url.port === '' ? named : Number(url.port) };
}

const ca = z
  .string()
  .trim()
  .max(MOST_PEM, { error: 'This is too long for a certificate.' })
  .refine(isPem, { error: 'Give a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----.' });

export const destinationSchema = z
  .object({
    kind: z.enum(KINDS, { error: 'Choose one of the list.' }),
    address: z.string().trim().min(1, { error: 'Give the address of the receiver.' }).max(500),
    allowedRanges: z.array(allowedRange).max(20, { error: 'At most 20.' }).default([]),
    ca: ca.nullable().default(null),
    /** Left out: as it was. */
    token: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]*$/, { error: 'A token has no spaces and no letters with accents.' })
      .max(4_000, { error: 'At most 4,000 characters.' })
      .nullable()
      .optional(),
    /** Which entry comes first: the first there is, the next one written, or where it is. */
    from: z.enum(['first', 'now', 'here'], { error: 'Choose one of the list.' }).default('here'),
  })
  .superRefine(({ kind, address }, ctx) => {
    const say = (message: string) => ctx.addIssue({ code: 'custom', path: ['address'], message });
    try {
      const url = urlOf({ kind, address });
      const isBare = url.pathname === '/' && url.search === '';
      if (kind === 'ocsf' && url.protocol !== 'https:') say('Give an address that begins with https://');
      else if (kind === 'ocsf' && url.search) say('Give the address without a question mark and what follows.');
      else if (kind !== 'ocsf' && (!isBare || /^https?:/i.test(address)))
        say('Give a name and a port, such as siem.example.org:6514.');
    } catch (error) {
      say(error instanceof CareledgerError ? error.message : 'This is not an address.');
    }
  });

export type NewDestination = z.input<typeof destinationSchema>;

function isPem(text: string): boolean {
  try {
    return text.startsWith('-----BEGIN CERTIFICATE-----') && new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

/** Seals it for the stream of that id alone. */
export const sealDestination = (keys: OrgKeys, id: Id, destination: Destination): Buffer =>
  sealCredentials(keys, id, { siem: JSON.stringify(destination) });

/** @throws OpenError when SQL put it there, or it is another stream's */
export const openDestination = (keys: OrgKeys, id: Id, sealed: Buffer): Destination =>
  JSON.parse(openCredentials(keys, id, sealed).siem ?? '{}') as Destination;
