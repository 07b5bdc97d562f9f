/** Certificates for tests: an authority of their own, and what it certifies (RFC 5280, in DER). */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

export interface Certified {
  cert: string;
  key: string;
}

const DAY_MS = 86_400_000;
const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const ECDSA_SHA256 = der(SEQUENCE, oid('2a8648ce3d040302'));

/** An authority that nobody knows but who is given its certificate. */
export const makeAuthority = (): Certified => issue({ name: AUTHORITY, names: [] });

/** Certifies names and addresses of a server, for a week, or until so many days ago. */
export function certify(authority: Certified, names: readonly string[], endedDaysAgo = -7): Certified {
  return issue({ name: names[0] ?? '', names, authority, endedDaysAgo });
}

/** As `certify`, with a key of RSA, which signatures in XML take. */
export const certifyRsa = (authority: Certified, name: string): Certified =>
  issue({ name, names: [name], authority, rsa: true });

interface Wanted {
  name: string;
  names: readonly string[];
  authority?: Certified;
  endedDaysAgo?: number;
  rsa?: boolean;
}

function issue({ name, names, authority, endedDaysAgo = -7, rsa = false }: Wanted): Certified {
  const { privateKey, publicKey } = rsa
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: KeyObject = authority ? createPrivateKey(authority.key) : privateKey;
  const end = Date.now() - endedDaysAgo * DAY_MS;
  const body = der(
    SEQUENCE,
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomBytes(12)]),
    ECDSA_SHA256,
    commonName(authority ? AUTHORITY : name),
    der(SEQUENCE, time(end - 30 * DAY_MS), time(end)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, authority ? alternativeNames(names) : isAuthority())),
  );
  const signature = der(0x03, [0], sign('sha256', body, signer));
  const bytes = der(SEQUENCE, body, ECDSA_SHA256, signature).toString('base64');
  const lines = bytes.match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The name of every authority made here: keys tell them apart. */
const AUTHORITY = 'Careledger test authority';

function der(tag: number, ...parts: (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from([tag, ...size]), content]);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

const commonName = (name: string): Buffer =>
  der(SEQUENCE, der(SET, der(SEQUENCE, oid('550403'), der(0x0c, Buffer.from(name)))));

const time = (atMs: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

const isAuthority = (): Buffer =>
  der(SEQUENCE, oid('551d13'), der(0x01, [0xff]), der(OCTETS, der(SEQUENCE, der(0x01, [0xff]))));

function alternativeNames(names: readonly string[]): Buffer {
  const each = names.map((name) =>
    isIP(name) === 4 ? der(0x87, name.split('.').map(Number)) : der(0x82, Buffer.from(name)),
  );
  return der(SEQUENCE, oid('551d11'), der(OCTETS, der(SEQUENCE, ...each)));
}
