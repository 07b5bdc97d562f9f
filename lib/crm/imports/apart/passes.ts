/**
 * A file given to another process by one pipe, from its beginning as often as that asks: in pieces with their length before
 * them, and an empty one at the end.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const HEAD_BYTES = 4;

const lengthOf = (bytes: number): Buffer => {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(bytes);
  return head;
};

/** Gives the file once. @param isEnough whether the reader wants no more of it */
export async function givePass(source: Readable, into: Writable, isEnough: () => boolean): Promise<void> {
  const write = async (...parts: Buffer[]) => {
    const roomy = parts.map((part) => into.write(part)).every(Boolean);
    if (!roomy && !into.destroyed) await roomIn(into);
  };
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (isEnough() || into.destroyed) break;
      if (chunk.length > 0) await write(lengthOf(chunk.length), chunk);
    }
    if (!into.destroyed) await write(lengthOf(0));
  } finally {
    source.destroy();
  }
}

/** Until the pipe takes more. A reader that has ended breaks it, which is no fault of the file. */
async function roomIn(into: Writable): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(into, 'drain', { signal }), once(into, 'close', { signal })]).catch(() => {});
  // Whichever did not come is listened for no more.
  over.abort();
}

/** The other end. */
export class Passes {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  /** Between the first piece of a pass and its end. */
  #within = false;
  #pass = 0;
  /** One piece is read after the other, also where a reader that was given up still waits for one. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param ask for the file from its beginning */
  constructor(
    source: AsyncIterable<Buffer>,
    private readonly ask: () => void,
  ) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The file from its beginning. What is left of it before is passed over. */
  async *open(): AsyncGenerator<Buffer> {
    this.#pass += 1;
    const pass = this.#pass;
    this.ask();
    await this.#last;
    while (this.#within) await this.#next();
    this.#within = true;
    while (pass === this.#pass) {
      const piece = await this.#next();
      if (piece === null || pass !== this.#pass) return;
      yield piece;
    }
  }

  #next(): Promise<Buffer | null> {
    const next = this.#last.then(() => this.#read());
    this.#last = next.catch(() => {});
    return next;
  }

  async #read(): Promise<Buffer | null> {
    const length = (await this.#take(HEAD_BYTES)).readUInt32BE();
    if (length > 0) return this.#take(length);
    this.#within = false;
    return null;
  }

  async #take(bytes: number): Promise<Buffer> {
    const parts = [this.#held];
    let size = this.#held.length;
    while (size < bytes) {
      const { value, done } = await this.#chunks.next();
      if (done) throw new Error('The file was cut off.');
      parts.push(value);
      size += value.length;
    }
    const all = Buffer.concat(parts);
    this.#held = all.subarray(bytes);
    return all.subarray(0, bytes);
  }
}
