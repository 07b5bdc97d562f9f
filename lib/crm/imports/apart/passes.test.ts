import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { givePass, Passes } from './passes';

/** Both ends, and how often the file was begun. */
function ends(file: Buffer) {
  const pipe = new PassThrough({ highWaterMark: 1000 });
  let asked = 0;
  let giving = Promise.resolve();
  const passes = new Passes(pipe, () => {
    asked += 1;
    const turn = asked;
    const pieces = Array.from({ length: Math.ceil(file.length / 100) }, (_, n) =>
      file.subarray(n * 100, n * 100 + 100),
    );
    giving = giving.then(() => givePass(Readable.from(pieces), pipe, () => asked > turn));
  });
  return { passes, pipe, asked: () => asked };
}

const file = Buffer.from(Array.from({ length: 50_000 }, (_, n) => n % 251));
const all = async (pass: AsyncIterable<Buffer>) => {
  const pieces: Buffer[] = [];
  for await (const piece of pass) pieces.push(piece);
  return Buffer.concat(pieces);
};

test('a file is given whole as often as it is asked for', async () => {
  const { passes, asked } = ends(file);
  for (let n = 1; n <= 3; n += 1) {
    expect((await all(passes.open())).equals(file)).toBe(true);
    expect(asked()).toBe(n);
  }
});

test('a pass that is given up anywhere, also while it waits, spoils none after it', async () => {
  for (const after of [0, 1, 7, 499, 500]) {
    const { passes } = ends(file);
    const first = passes.open();
    for (let n = 0; n < after; n += 1) await first.next();
    // As a parser does that reads ahead and is destroyed meanwhile.
    const pending = first.next();
    expect((await all(passes.open())).equals(file)).toBe(true);
    await pending;
    expect((await first.next()).done).toBe(true);
  }
});

test('a file that breaks off is an error on its own end, and a reader that has ended is none', async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(10);
      throw new Error('touched');
    })(),
  );
  await expect(givePass(broken, new PassThrough(), () => false)).rejects.toThrow('touched');
  const { passes, pipe } = ends(file);
  await passes.open().next();
  pipe.destroy(new Error('EPIPE'));
  pipe.on('error', () => {});
  await once(pipe, 'close').catch(() => {});
});

test('a pass that waited for the pipe again and again leaves no listener on it', async () => {
  let waits = 0;
  const pipe = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setImmediate(done) });
  pipe.on('drain', () => {
    waits += 1;
  });
  const listeners = () => ['close', 'error', 'drain'].map((event) => pipe.listenerCount(event));
  const before = listeners();
  await givePass(Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(10))), pipe, () => false);
  expect(waits).toBeGreaterThan(20);
  expect(listeners()).toEqual(before);
});
