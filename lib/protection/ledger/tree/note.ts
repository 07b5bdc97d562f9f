/**
 * Signed notes (C2SP signed-note): a text, and lines with Ed25519 signatures under names; a witness's (C2SP tlog-cosignature) has
 * its time in it.
 * Guarantees: a note that opens was signed, word for word, by whoever holds the key that the verifier names.
 * Does not: say which key to trust. Whoever verifies has the verifier key from elsewhere.
 */
import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';

const ED25519 = 1;
/** Timestamped cosignatures: the signature is of a header, the time, and the text. */
const COSIGNATURE = 4;
const TIME_BYTES = 8;
const KEY_ID_BYTES = 4;
const PUBLIC_BYTES = 32;
/** RFC 8410: what stands before the seed in a private key, and before the bytes of a public one. */
const [SEED_PREFIX, PUBLIC_PREFIX] = ['302e020100300506032b657004220420', '302a300506032b6570032100'];
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** A note with more lines than any witnesses need is no note. */
const MOST_SIGNATURES = 100;

export class NoteError extends Error {
  override name = 'NoteError';
}

/** Who may sign under a name. */
export interface NoteVerifier {
  name: string;
  keyId: Buffer;
  isGood(text: string, signature: Buffer): boolean;
}

export interface NoteSigner {
  name: string;
  keyId: Buffer;
  sign(text: string): Buffer;
  /** The verifier key, as `vkey` writes it. */
  vkey: string;
}

/** @param seed 32 bytes, the private key of RFC 8032 */
export function noteSigner(name: string, seed: Buffer): NoteSigner {
  const { key, ...named } = namedKey(name, seed, ED25519);
  return { ...named, sign: (text) => sign(null, Buffer.from(text), key) };
}

/** A witness's. @param now POSIX time in seconds */
export function cosigner(name: string, seed: Buffer, now: () => number): NoteSigner {
  const { key, ...named } = namedKey(name, seed, COSIGNATURE);
  return {
    ...named,
    sign(text) {
      const time = now();
      const timeBytes = Buffer.alloc(TIME_BYTES);
      timeBytes.writeBigUInt64BE(BigInt(time));
      return Buffer.concat([timeBytes, sign(null, cosigned(text, time), key)]);
    },
  };
}

const cosigned = (text: string, time: number | bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

function namedKey(name: string, seed: Buffer, type: number) {
  assertName(name);
  const der = Buffer.concat([Buffer.from(SEED_PREFIX, 'hex'), seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const bytes = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_BYTES);
  const keyId = keyIdOf(name, type, bytes);
  const vkey = `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.of(type), bytes]).toString('base64')}`;
  return { name, keyId, key, vkey };
}

/** Reads a verifier key: `name+keyid+base64`, of a log or of a witness. @throws NoteError */
export function noteVerifier(vkey: string): NoteVerifier {
  const [name = '', id = '', ...rest] = vkey.trim().split('+');
  const material = Buffer.from(rest.join('+'), 'base64');
  const type = material[0];
  if (name === '' || material.length !== 1 + PUBLIC_BYTES || (type !== ED25519 && type !== COSIGNATURE)) {
    throw new NoteError('This is no verifier key of an Ed25519 signature.');
  }
  assertName(name);
  const bytes = material.subarray(1);
  const keyId = keyIdOf(name, type, bytes);
  if (keyId.toString('hex') !== id) throw new NoteError('The verifier key does not have the number it names.');
  const der = Buffer.concat([Buffer.from(PUBLIC_PREFIX, 'hex'), bytes]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const isGood = (text: string, signature: Buffer): boolean =>
    type === ED25519
      ? verify(null, Buffer.from(text), key, signature)
      : signature.length > TIME_BYTES &&
        verify(null, cosigned(text, signature.readBigUInt64BE(0)), key, signature.subarray(TIME_BYTES));
  return { name, keyId, isGood };
}

/** @param text ends with a newline, and has no control character but newlines */
export function signNote(text: string, signer: NoteSigner): string {
  assertText(text);
  return `${text}\n${signatureLine(text, signer)}`;
}

/** One line under a note. */
export const signatureLine = (text: string, signer: NoteSigner): string =>
  `\u2014 ${signer.name} ${Buffer.concat([signer.keyId, signer.sign(text)]).toString('base64')}\n`;

interface OpenedNote {
  text: string;
  /** The names of those verifiers that signed it. */
  signedBy: string[];
}

/**
 * The text of a note that at least one of the verifiers signed.
 * @throws NoteError when it is malformed, none of them signed it, or a signature under one of their keys is wrong
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  const { text, lines } = partsOf(note);
  const signedBy = new Set<string>();
  for (const line of lines) {
    const [, name, encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    if (name === undefined || bytes.length <= KEY_ID_BYTES) throw new NoteError('A line of signatures is malformed.');
    const known = verifiers.find((one) => one.name === name && one.keyId.equals(bytes.subarray(0, KEY_ID_BYTES)));
    if (!known) continue;
    if (!known.isGood(text, bytes.subarray(KEY_ID_BYTES))) {
      throw new NoteError(`The signature of ${name} is not of this text.`);
    }
    signedBy.add(name);
  }
  if (signedBy.size === 0) throw new NoteError('It is signed by nobody who is known.');
  return { text, signedBy: [...signedBy] };
}

function partsOf(note: string): { text: string; lines: string[] } {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('This is no signed note.');
  const text = note.slice(0, end + 1);
  assertText(text);
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new NoteError('It has too many signatures.');
  return { text, lines };
}

function assertText(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: which a note may not hold
  if (!text.endsWith('\n') || !text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text)) {
    throw new NoteError('The text of a note ends with a newline and holds no control characters.');
  }
}

function assertName(name: string): void {
  if (!/^[^\s+]+$/u.test(name)) throw new NoteError('A key has a name without spaces and plus.');
}

const keyIdOf = (name: string, type: number, publicKey: Buffer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]), 'buffer').subarray(
    0,
    KEY_ID_BYTES,
  );
