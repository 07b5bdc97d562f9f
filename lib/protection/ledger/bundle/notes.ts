/**
 * Signed notes (C2SP signed-note) as a browser opens them: who of the known signed a text. Ed25519 as RFC 8032 has it. Pure.
 * Guarantees: who is named signed the text word for word.
 * Does not: say which key to trust. Whoever checks a bundle has the organisation's key from elsewhere, or sees that it is the same.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { areEqual, bytesOf, fromBase64, toHex } from './sums';

const [ED25519, COSIGNATURE] = [1, 4];
const [KEY_ID_BYTES, TIME_BYTES, PUBLIC_BYTES] = [4, 8, 32];
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
const MOST_SIGNATURES = 100;

/** A key by which a note is checked: of a log, or of a witness. */
export interface Verifier {
  name: string;
  keyId: Uint8Array;
  type: number;
  key: Uint8Array;
}

export interface Opened {
  text: string;
  /** Of the verifiers, those that signed it. */
  signedBy: string[];
  /** Names under it whose keys are not known here. */
  others: string[];
}

/** Reads `name+keyid+base64`; null when it is none. */
export function readVkey(vkey: string): Verifier | null {
  const [name = '', id = '', ...rest] = vkey.trim().split('+');
  const material = fromBase64(rest.join('+'));
  const type = material?.[0];
  if (!material || material.length !== 1 + PUBLIC_BYTES || (type !== ED25519 && type !== COSIGNATURE)) return null;
  if (!/^[^\s+]+$/u.test(name)) return null;
  const keyId = sha256(new Uint8Array([...bytesOf(`${name}\n`), ...material])).slice(0, KEY_ID_BYTES);
  return toHex(keyId) === id ? { name, keyId, type, key: material.slice(1) } : null;
}

/** Null when it is no note, or a signature under one of the keys is not of its text. */
export function openNote(note: string, verifiers: readonly Verifier[]): Opened | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return null;
  const opened: Opened = { text, signedBy: [], others: [] };
  for (const line of lines) {
    const [, name, encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
    const bytes = fromBase64(encoded);
    if (name === undefined || !bytes || bytes.length <= KEY_ID_BYTES) return null;
    const known = verifiers.find((one) => one.name === name && areEqual(one.keyId, bytes.slice(0, KEY_ID_BYTES)));
    if (!known) opened.others.push(name);
    else if (isSigned(text, bytes.slice(KEY_ID_BYTES), known)) opened.signedBy.push(name);
    else return null;
  }
  return opened;
}

function isSigned(text: string, signature: Uint8Array, { type, key }: Verifier): boolean {
  if (type === ED25519) return verify(signature, bytesOf(text), key);
  if (signature.length <= TIME_BYTES) return false;
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return verify(signature.slice(TIME_BYTES), bytesOf(`cosignature/v1\ntime ${time}\n${text}`), key);
}

function verify(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

export interface Tree {
  origin: string;
  size: number;
  root: Uint8Array;
  incarnation: number;
}

/** Reads a checkpoint's text (C2SP tlog-checkpoint); null when it is none of a ledger. */
export function readCheckpoint(text: string): Tree | null {
  const [origin = '', size = '', root64 = '', ...extensions] = text.slice(0, -1).split('\n');
  const root = fromBase64(root64);
  const [, incarnation] = /^careledger-state ([1-9]\d{0,8}) [A-Za-z0-9+/]{43}=$/.exec(extensions[0] ?? '') ?? [];
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32 || incarnation === undefined)
    return null;
  return { origin, size: Number(size), root, incarnation: Number(incarnation) };
}
