import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { type Answer, INFECTED, startProtocol } from '@/lib/tools/testing/clamd';
import { startScan, type Verdict } from './clamd';

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

async function scan(bytes: Buffer, answer?: Answer): Promise<Verdict> {
  const server = await startProtocol(0, answer);
  stop = server.stop;
  const begun = await startScan(`127.0.0.1:${server.port}`);
  try {
    const given = await buffer(begun.through(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)])));
    expect(given.equals(bytes)).toBe(true);
    return await begun.verdict();
  } finally {
    begun.end();
  }
}

test('every byte is shown to the scanner, and given on', async () => {
  const bytes = Buffer.alloc(300_000, 'abc');
  let seen = Buffer.alloc(0);
  const note: Answer = (all) => {
    seen = Buffer.from(all);
    return 'stream: OK\0';
  };
  expect(await scan(bytes, note)).toBe('clean');
  expect(seen.equals(bytes)).toBe(true);
});

test('what a signature knows is found, also where two chunks meet', async () => {
  expect(await scan(Buffer.from(`a ${INFECTED}`))).toBe('infected');
});

test.each<[string, string | null]>([
  ['an error', 'stream: Cannot allocate memory ERROR\0'],
  ['nothing', null],
  ['words it does not know', 'hello'],
  ['OK of another stream', 'other: OK\0'],
  ['two answers', 'stream: OK\0stream: X FOUND\0'],
])('%s is no verdict', async (_, answer) => {
  await expect(scan(Buffer.from('some bytes'), () => answer)).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringMatching(/^Files cannot be checked for viruses/),
  });
});

test('a file that is too large for the scanner is refused as that', async () => {
  await expect(scan(Buffer.from('x'), () => 'INSTREAM size limit exceeded. ERROR\0')).rejects.toMatchObject({
    code: 'invalid',
    reason: 'TOO_LARGE',
  });
});

test.each(['127.0.0.1:1', '/nowhere/clamd.sock'])('nobody at %s is an error', async (address) => {
  await expect(startScan(address)).rejects.toMatchObject({ code: 'internal' });
});
