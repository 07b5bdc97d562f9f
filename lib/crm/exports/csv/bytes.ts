/** Cells that stand between control characters, made into CSV without a string: byte for byte what `toCsv` writes. Pure. */
import { CELL_END, type JoinedCells, LINE_END } from './select';

type JoinedBytes = Pick<JoinedCells, 'bytes' | 'rows'>;

const QUOTE = 0x22;
const COMMA = 0x2c;
const APOSTROPHE = 0x27;
const CR = 0x0d;
const LF = 0x0a;
const HYPHEN = 0x2d;
const SPACE = 0x20;
const COLON = 0x3a;
const POINT = 0x2e;
const ZERO = 0x30;
const T = 0x54;
const Z = 0x5a;

/** What a byte says inside a cell: nothing, that the cell is to be quoted, or that it ends. */
const PLAIN = 0;
const QUOTED = 1;
const END = 2;
const KINDS = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, CR, LF]) KINDS[byte] = QUOTED;
KINDS[CELL_END] = END;
KINDS[LINE_END] = END;

/**
 * @param stamps how many cells at the end of a line are times of UTC as PostgreSQL prints them, made ISO 8601 here
 * @returns null when a cell itself holds one of the control characters, so that the cells cannot be told apart, or a time
 * is none of the usual ones.
 */
export function csvBytes({ bytes, rows }: JoinedBytes, cellsInLine: number, stamps = 0): Buffer | null {
  if (rows === 0) return bytes;
  // A cell at most doubles, and gets an apostrophe and two quotes; a time grows by five.
  const out = roomFor(bytes.length * 2 + rows * (cellsInLine * 3 + 2 + stamps * 5));
  const end = bytes.length;
  let from = 0;
  let to = 0;
  for (let left = rows * cellsInLine, inLine = cellsInLine; left > 0; left -= 1) {
    let at = from;
    if (inLine <= stamps) {
      at = endOfTime(bytes, from);
      if (at < 0) return null;
      to = writeTime(bytes, from, out, to);
    } else {
      const start = to;
      if (isFormula(bytes, from, end)) out[to++] = APOSTROPHE;
      let kind = PLAIN;
      for (; at < end; at += 1) {
        const byte = bytes[at] as number;
        kind = KINDS[byte] as number;
        if (kind !== PLAIN) break;
        out[to++] = byte;
      }
      if (kind === QUOTED) {
        // What is written already moves behind the quote.
        for (let moved = to; moved > start; moved -= 1) out[moved] = out[moved - 1] as number;
        out[start] = QUOTE;
        to += 1;
        for (; at < end; at += 1) {
          const byte = bytes[at] as number;
          if (byte === CELL_END || byte === LINE_END) break;
          if (byte === QUOTE) out[to++] = QUOTE;
          out[to++] = byte;
        }
        out[to++] = QUOTE;
      }
    }
    inLine -= 1;
    if (inLine > 0) {
      if (bytes[at] !== CELL_END) return null;
      out[to++] = COMMA;
    } else {
      if (left === 1 ? at !== end : bytes[at] !== LINE_END) return null;
      out[to++] = CR;
      out[to++] = LF;
      inLine = cellsInLine;
    }
    from = at + 1;
  }
  return Buffer.from(out.subarray(0, to));
}

/** Written again by the next: buffers that are thrown away press on the collector more than all the rest of an export. */
let room = Buffer.alloc(0);

function roomFor(size: number): Buffer {
  if (size > MOST_KEPT) return Buffer.allocUnsafe(size);
  if (size > room.length) room = Buffer.allocUnsafeSlow(size);
  return room;
}

const MOST_KEPT = 8 * 1024 * 1024;

/** `2026-11-29 08:05:01`, which `.4`, `.45` or `.456` may follow. */
const TO_SECONDS = 19;
const MILLIS = 3;

/** Where the time ends that begins here; -1 where it is written in another way, as before Christ. */
function endOfTime(bytes: Buffer, from: number): number {
  const seconds = from + TO_SECONDS;
  if (bytes[from + 4] !== HYPHEN || bytes[from + 10] !== SPACE || bytes[seconds - 3] !== COLON) return -1;
  if (bytes[seconds] !== POINT) return seconds;
  let at = seconds + 1;
  while (isDigit(bytes[at])) at += 1;
  return at - seconds - 1 <= MILLIS ? at : -1;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte < ZERO + 10;

/** A time whose end was found. @returns where the next cell is written */
function writeTime(bytes: Buffer, from: number, out: Buffer, start: number): number {
  let to = start;
  for (let at = from; at < from + TO_SECONDS; at += 1) out[to++] = bytes[at] as number;
  out[start + 10] = T;
  out[to++] = POINT;
  let at = from + TO_SECONDS;
  let inFraction = bytes[at] === POINT;
  for (let n = 0; n < MILLIS; n += 1) {
    at += 1;
    inFraction = inFraction && isDigit(bytes[at]);
    out[to++] = inFraction ? (bytes[at] as number) : ZERO;
  }
  out[to++] = Z;
  return to;
}

const FULL_WIDTH = new Set([0x9d, 0x8b, 0x8d, 0xa0]);

/**
 * Whether a cell is to be guarded: behind its apostrophes it begins with = + - @, tab, return, or one of the four signs in
 * full width (EF BC 9D 8B 8D A0).
 */
function isFormula(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at < end && bytes[at] === APOSTROPHE) at += 1;
  if (at === end) return false;
  switch (bytes[at]) {
    case 0x3d:
    case 0x2b:
    case 0x2d:
    case 0x40:
    case 0x09:
    case CR:
      return true;
    case 0xef:
      return bytes[at + 1] === 0xbc && FULL_WIDTH.has(bytes[at + 2] as number);
    default:
      return false;
  }
}
