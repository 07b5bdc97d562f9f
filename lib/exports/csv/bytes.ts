/** Cells that stand between control characters, made into CSV without a string: byte for byte what `toCsv` writes. Pure. */
import { CELL_END, type JoinedCells, LINE_END } from './select';

const QUOTE = 0x22;
const COMMA = 0x2c;
const APOSTROPHE = 0x27;
const CR = 0x0d;
const LF = 0x0a;

/** What a byte says inside a cell: nothing, that the cell is to be quoted, or that it ends. */
const PLAIN = 0;
const QUOTED = 1;
const END = 2;
const KINDS = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, CR, LF]) KINDS[byte] = QUOTED;
KINDS[CELL_END] = END;
KINDS[LINE_END] = END;

/** @returns null when a cell itself holds one of the control characters, so that the cells cannot be told apart. */
export function csvBytes({ bytes, rows }: Pick<JoinedCells, 'bytes' | 'rows'>, cellsInLine: number): Buffer | null {
  if (rows === 0) return bytes;
  // A cell at most doubles, and gets an apostrophe and two quotes.
  const out = Buffer.allocUnsafe(bytes.length * 2 + rows * (cellsInLine * 3 + 2));
  const end = bytes.length;
  let to = 0;
  let cells = 0;
  let lines = 0;
  for (let from = 0; from <= end; ) {
    const start = to;
    const formula = isFormula(bytes, from, end);
    if (formula) out[to++] = APOSTROPHE;
    let at = from;
    let plain = true;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      const kind = KINDS[byte];
      if (kind !== PLAIN) {
        if (kind === END) break;
        plain = false;
      }
      out[to++] = byte;
    }
    if (!plain) to = writeQuoted(bytes, from, at, out, start, formula);
    cells += 1;
    if (bytes[at] === CELL_END) out[to++] = COMMA;
    else {
      out[to++] = CR;
      out[to++] = LF;
      lines += 1;
    }
    from = at + 1;
  }
  // Of every line and of every cell there is one more than was selected as soon as a value holds such a character.
  return lines === rows && cells === rows * cellsInLine ? out.subarray(0, to) : null;
}

function writeQuoted(bytes: Buffer, from: number, end: number, out: Buffer, start: number, formula: boolean): number {
  let to = start;
  out[to++] = QUOTE;
  if (formula) out[to++] = APOSTROPHE;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) out[to++] = QUOTE;
    out[to++] = byte;
  }
  out[to++] = QUOTE;
  return to;
}

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
      return bytes[at + 1] === 0xbc && [0x9d, 0x8b, 0x8d, 0xa0].includes(bytes[at + 2] as number);
    default:
      return false;
  }
}
