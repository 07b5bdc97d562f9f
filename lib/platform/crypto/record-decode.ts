/**
 * Reads the form that record-format.ts describes.
 */
import { OpenError } from './open-error';
import type { StoredValue } from './record-context';
import { ASCII, FALSE, LIST, LONG, NUMBER, TRUE, UTF8 } from './record-format';

/** Reads forward, and refuses to read past the end. */
class Reader {
  readonly #bytes: Buffer;
  /** One letter a byte: right for whatever is ASCII, and cheap to slice. */
  readonly #letters: string;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#letters = bytes.toString('latin1');
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #skip(length: number): number {
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new OpenError();
    return from;
  }

  #byte(): number {
    return this.#bytes[this.#skip(1)] as number;
  }

  #length(): number {
    const length = this.#byte();
    return length < LONG ? length : this.#bytes.readUInt32BE(this.#skip(4));
  }

  #text(type: number): string {
    if (type !== ASCII && type !== UTF8) throw new OpenError();
    const from = this.#skip(this.#length());
    return type === ASCII ? this.#letters.slice(from, this.#at) : this.#bytes.toString('utf8', from, this.#at);
  }

  /** The next name; the very string that was expected when it is that one, which makes it a cheap key. */
  name(expected: string | undefined): string {
    const length = this.#byte();
    const from = this.#skip(length);
    if (expected?.length === length && this.#letters.startsWith(expected, from)) return expected;
    return this.#letters.slice(from, this.#at);
  }

  value(): StoredValue {
    const type = this.#byte();
    if (type === NUMBER) return this.#bytes.readDoubleBE(this.#skip(8));
    if (type === FALSE || type === TRUE) return type === TRUE;
    if (type !== LIST) return this.#text(type);
    const list: string[] = [];
    for (let count = this.#length(); count > 0; count--) list.push(this.#text(this.#byte()));
    return list;
  }
}

/** Decodes the values of the names given, or of all names. */
export function decodeValues(bytes: Buffer, names?: readonly string[]): Record<string, StoredValue> {
  const reader = new Reader(bytes);
  const values: Record<string, StoredValue> = {};
  // Names are mostly asked for in the order in which they were sealed, so the next one is tried before searching.
  let next = 0;
  while (!reader.isAtEnd) {
    const expected = names?.[next];
    const name = reader.name(expected);
    const value = reader.value();
    if (names) {
      const found = name === expected ? next : names.indexOf(name);
      if (found < 0) continue;
      next = found + 1;
    }
    values[name] = value;
  }
  return values;
}
