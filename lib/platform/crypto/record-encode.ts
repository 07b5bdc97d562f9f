/**
 * Writes the form that record-format.ts describes.
 */
import { internal, invalid } from '@/lib/platform/errors';
import type { StoredValue } from './record-context';
import { ASCII, FALSE, LIST, LONG, NUMBER, TRUE, UTF8 } from './record-format';

const MAX_NAME = 254;
/** Type, and long length or double. */
const MAX_HEAD = 9;
/** Below this many letters, copying one by one is faster than a call into native code. Its UTF-8 is below `LONG`. */
const SHORT = 64;

type Values = Readonly<Record<string, StoredValue>>;

/** Kept, because making room anew for each record costs as much as filling it. */
const scratch = Buffer.alloc(16 * 1024);

function sizeAtMost(values: Values): number {
  let size = 0;
  for (const name in values) {
    const value = values[name] as StoredValue;
    size += 1 + name.length * 3 + MAX_HEAD;
    if (typeof value === 'string') size += value.length * 3;
    else if (Array.isArray(value)) for (const item of value) size += MAX_HEAD + item.length * 3;
  }
  return size;
}

/** Writes UTF-8 and returns where it ends. It is as many bytes as there are letters exactly when all are ASCII. */
function writeLetters(bytes: Buffer, text: string, at: number): number {
  if (text.length >= SHORT) return at + bytes.write(text, at);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return at + bytes.write(text, at);
    bytes[at + i] = code;
  }
  return at + text.length;
}

function writeName(bytes: Buffer, name: string, at: number): number {
  const end = writeLetters(bytes, name, at + 1);
  bytes[at] = name.length;
  // `__proto__` could not be read back as a key.
  if (name.length <= MAX_NAME && end - at - 1 === name.length && name !== '__proto__') return end;
  throw internal(`A field named ${name} cannot be sealed.`);
}

function writeText(bytes: Buffer, name: string, text: string, at: number): number {
  const from = at + (text.length < SHORT ? 2 : 6);
  const end = writeLetters(bytes, text, from);
  const isAscii = end - from === text.length;
  // UTF-8 cannot keep half of a surrogate pair.
  if (!isAscii && !text.isWellFormed()) {
    throw invalid(`${name} holds text that is not valid Unicode.`, { fields: { [name]: 'is not valid Unicode text' } });
  }
  bytes[at] = isAscii ? ASCII : UTF8;
  if (text.length < SHORT) bytes[at + 1] = end - from;
  else writeLong(bytes, end - from, at + 1);
  return end;
}

function writeLong(bytes: Buffer, length: number, at: number): number {
  bytes[at] = LONG;
  return bytes.writeUInt32BE(length, at + 1);
}

function writeValue(bytes: Buffer, name: string, value: StoredValue, at: number): number {
  if (typeof value === 'string') return writeText(bytes, name, value, at);
  if (typeof value === 'number' && Number.isFinite(value)) {
    bytes[at] = NUMBER;
    return bytes.writeDoubleBE(value, at + 1);
  }
  if (typeof value === 'boolean') {
    bytes[at] = value ? TRUE : FALSE;
    return at + 1;
  }
  if (!Array.isArray(value)) throw internal(`The value of ${name} cannot be sealed.`);
  bytes[at] = LIST;
  let end = writeLong(bytes, value.length, at + 1);
  for (const item of value) end = writeText(bytes, name, item, end);
  return end;
}

/**
 * The bytes stay valid until the next call; wipe them after use. Throws `invalid`, naming the field, when a text is not
 * valid Unicode.
 */
export function encodeValues(values: Values): Buffer {
  const size = sizeAtMost(values);
  const bytes = size > scratch.length ? Buffer.allocUnsafe(size) : scratch;
  let at = 0;
  for (const name in values) {
    at = writeName(bytes, name, at);
    at = writeValue(bytes, name, values[name] as StoredValue, at);
  }
  return bytes.subarray(0, at);
}
