import { invalid } from '@/lib/platform/errors';
import { ENCODINGS, type Encoding } from './format';

/**
 * Decodes a file's bytes as they come; a byte order mark is dropped.
 * @throws invalid where the bytes are not of this encoding, saying about where.
 */
export async function* decodeText(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'utf-8+windows-1252') {
    yield* decodeMixed(source);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const message = `The file is not valid ${ENCODINGS[encoding]} (after byte ${bytes}). Save it as UTF-8.`;
      throw invalid(message, { reason: 'BAD_ENCODING' });
    }
  };
  for await (const chunk of source) {
    yield decode(chunk);
    bytes += chunk.length;
  }
  yield decode();
}

/** What stands for each byte that is no UTF-8, where only its place matters. */
export const STRAY = '\ufffd';

/** UTF-8, with `STRAY` where bytes are none. */
export async function* decodeMarked(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

const LONGEST_SEQUENCE = 4;

/** UTF-8; each byte that is no part of a character of it is one of Windows-1252. */
async function* decodeMixed(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of source) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = bytes.length - unfinished(bytes);
    const text = mixed(bytes.subarray(0, end));
    yield isFirst ? text.replace(/^\ufeff/, '') : text;
    isFirst = false;
    held = Buffer.from(bytes.subarray(end));
  }
  yield mixed(held);
}

/** How many bytes at the end may belong to a character whose rest is still to come. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back < LONGEST_SEQUENCE && back <= bytes.length; back += 1) {
    const length = sequenceLength(bytes[bytes.length - back] ?? 0);
    if (length > 1) return length > back ? back : 0;
    if (length === 1) return 0;
  }
  return 0;
}

/** Of the character that this byte begins; 0 for a byte that begins none. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const single = new TextDecoder('windows-1252');

function mixed(bytes: Buffer): string {
  try {
    return strict.decode(bytes);
  } catch {
    return byCharacter(bytes);
  }
}

function byCharacter(bytes: Buffer): string {
  const parts: string[] = [];
  let plainFrom = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterAt(bytes, at);
    if (length > 0) at += length;
    else {
      parts.push(strict.decode(bytes.subarray(plainFrom, at)), single.decode(bytes.subarray(at, at + 1)));
      at += 1;
      plainFrom = at;
    }
  }
  parts.push(strict.decode(bytes.subarray(plainFrom)));
  return parts.join('');
}

/** Length of the whole UTF-8 character at a place; 0 for none. */
function characterAt(bytes: Buffer, at: number): number {
  const length = sequenceLength(bytes[at] ?? 0);
  if (length < 2) return length;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return at + length <= bytes.length ? length : 0;
  } catch {
    return 0;
  }
}
