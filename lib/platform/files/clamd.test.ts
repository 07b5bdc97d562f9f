import { type AddressInfo, createServer } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { isOwnNetwork } from '@/lib/platform/address-ranges';
import { type Answer, INFECTED, startProtocol } from '@/lib/tools/testing/clamd';
import { startScan, type Verdict } from './clamd';

/** In one's own network nobody asks whether a file may leave it. */
const WITHIN = { mayLeave: () => Promise.reject(new Error('asked')) };

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

async function scan(bytes: Buffer, answer?: Answer): Promise<Verdict> {
  const server = await startProtocol(0, answer);
  stop = server.stop;
  const begun = await startScan(`127.0.0.1:${server.port}`, WITHIN);
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
  await expect(startScan(address, WITHIN)).rejects.toMatchObject({ code: 'internal' });
});

test('a scanner outside one’s own network gets not a byte of a file that may not go there', async () => {
  let heard = 0;
  const listener = createServer((socket) => socket.on('data', (bytes) => (heard += bytes.length)));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  stop = () => new Promise((resolve) => listener.close(() => resolve()));
  const { port } = listener.address() as AddressInfo;
  const outside = (mayLeave: boolean) => ({ mayLeave: async () => mayLeave, isOwn: () => false });
  await expect(startScan(`127.0.0.1:${port}`, outside(false))).rejects.toMatchObject({
    code: 'forbidden',
    reason: 'SCANNER_NOT_COVERED',
    message: expect.stringContaining('no agreement in force covers it'),
  });
  expect(heard).toBe(0);
  (await startScan(`127.0.0.1:${port}`, outside(true))).end();
});

test.each<[string, boolean]>([
  ['127.0.0.1', true],
  ['::ffff:10.0.4.7', true],
  ['fe80::1%eth0', true],
  ['fd00::1', true],
  ['203.0.113.7', false],
  ['8.8.8.8', false],
  ['2001:4860:4860::8888', false],
  ['::ffff:8.8.8.8', false],
  ['100.64.0.1', false],
])('%s is of one’s own network: %s', (ip, own) => {
  expect(isOwnNetwork(ip)).toBe(own);
});
