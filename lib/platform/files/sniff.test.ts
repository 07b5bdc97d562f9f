/** What a file is, is told from its beginning: by little work, whatever stands there. */
import { Readable } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { onlyText } from './kind-of-file';
import { sniff } from './sniff';

const HEAD_BYTES = 16 * 1024;
const MB = 1_000_000;

/** A file that counts how much of it was taken. */
function counted(bytes: Buffer, piece: number) {
  const taken = { bytes: 0 };
  const source = Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += piece) {
        taken.bytes += Math.min(piece, bytes.length - at);
        yield bytes.subarray(at, at + piece);
      }
    })(),
    { objectMode: false, highWaterMark: 1 },
  );
  return { source, taken };
}

test('is told from 16 KiB, and every byte is given on once, in its order', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251));
  const { source, taken } = counted(bytes, 1000);
  const { head, bytes: all } = await sniff(source);
  expect(head.length).toBe(HEAD_BYTES);
  expect(taken.bytes).toBeLessThanOrEqual(HEAD_BYTES + 3 * 1000);
  expect(Buffer.concat(await all.toArray()).equals(bytes)).toBe(true);
});

function zipEntry(name: string, packed: Buffer, size: number): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), packed]);
}

const packedMB = deflateRawSync(Buffer.alloc(15 * MB, 'a'), { level: 9 });
const hostile: [string, Buffer][] = [
  ['a zip whose first entry unpacks to fifteen megabytes', zipEntry('[Content_Types].xml', packedMB, 15 * MB)],
  ['one that says it unpacks to nothing', zipEntry('mimetype', packedMB, 0)],
  [
    'a zip of entries of no length',
    Buffer.concat(Array.from({ length: 500 }, () => zipEntry('a', Buffer.alloc(0), 0))),
  ],
  ['an ID3 tag that is longer than the file', Buffer.from('ID3\x04\x00\x00\x7f\x7f\x7f\x7f')],
  ['a list of chunks of no length', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(HEAD_BYTES)])],
  [
    'a Matroska head that holds itself',
    Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(HEAD_BYTES, 0x01)]),
  ],
  [
    'an ASF head of objects of no length',
    Buffer.concat([Buffer.from('3026b2758e66cf11a6d9', 'hex'), Buffer.alloc(HEAD_BYTES)]),
  ],
  [
    'a TIFF directory of 65,535 entries',
    Buffer.concat([Buffer.from('49492a0008000000ffff', 'hex'), Buffer.alloc(HEAD_BYTES)]),
  ],
];

test.each(hostile)('%s is looked at within 50 ms of a processor, and given on whole', async (_, start) => {
  const bytes = Buffer.concat([start, Buffer.alloc(HEAD_BYTES)]);
  await sniff(counted(bytes, 4096).source);
  const before = process.cpuUsage();
  const looks = 10;
  for (let n = 0; n < looks; n += 1) await sniff(counted(bytes, 4096).source);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(50 * looks);
  const { bytes: all } = await sniff(counted(bytes, 4096).source);
  expect(Buffer.concat(await all.toArray()).equals(bytes)).toBe(true);
});

test('whether a file is text is looked at piece by piece as it passes, holding none', async () => {
  const { source, taken } = counted(Buffer.alloc(4 * MB, 'text '), 65_536);
  let given = 0;
  for await (const piece of onlyText(source)) {
    given += piece.length;
    expect(taken.bytes - given).toBeLessThanOrEqual(3 * 65_536);
  }
  expect(given).toBe(4 * MB);
});
