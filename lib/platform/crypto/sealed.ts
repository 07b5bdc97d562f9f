/**
 * Guarantees: a sealed value is a type of its own. It is not a string, it never prints its bytes, and copying it by
 * spread or JSON gives nothing away, so it cannot slip into a log, a page or a response unnoticed.
 * Against: our own mistakes.
 * Does not: check the bytes. Opening does.
 */
export class Sealed {
  readonly #bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Wraps the bytes of a `sealed` column. */
  static fromBytes(bytes: Buffer): Sealed {
    return new Sealed(bytes);
  }

  /** The bytes for a `sealed` column. */
  toBytes(): Buffer {
    return this.#bytes;
  }

  toString(): string {
    return '[sealed]';
  }

  toJSON(): string {
    return '[sealed]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[sealed]';
  }
}
