import { randomBytes } from 'node:crypto';
import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { encrypt } from './aead';
import { createDataKey, type OrgKeys, openKeyring } from './keyring';
import { OpenError, TruncatedError } from './open-error';
import { envProvider } from './providers/env';
import { type StreamContext, sealStream } from './stream';
import {
  CHUNK_BYTES,
  COMMITMENT_AT,
  chunkNonce,
  fileKeyOf,
  HEADER_BYTES,
  SALT_AT,
  SEALED_CHUNK_BYTES,
} from './stream-format';
import { openStream } from './stream-open';
import { makeKeys } from './testdata/org-keys';

let keys: OrgKeys;
let context: StreamContext;
/** Three whole chunks and a short one. */
const clear = randomBytes(3 * CHUNK_BYTES + 1000);
let sealed: Buffer;

beforeAll(async () => {
  keys = await makeKeys();
  context = { orgId: keys.orgId, fileId: newId() };
  sealed = await seal(clear);
});

/** What came out, and the error that ended it. */
async function run(input: Buffer, transform: Transform, pieceBytes = 50_000) {
  const pieces: Buffer[] = [];
  for (let at = 0; at < input.length; at += pieceBytes) pieces.push(input.subarray(at, at + pieceBytes));
  const output: Buffer[] = [];
  const sink = new Writable({
    write(piece: Buffer, _encoding, done) {
      output.push(piece);
      done();
    },
  });
  const error = await pipeline(Readable.from(pieces), transform, sink).catch((thrown: unknown) => thrown);
  return { bytes: Buffer.concat(output), error };
}

async function seal(input: Buffer): Promise<Buffer> {
  const { bytes, error } = await run(input, sealStream(keys, context));
  expect(error).toBeUndefined();
  return bytes;
}

const unseal = (input: Buffer, pieceBytes?: number) => run(input, openStream(keys, context), pieceBytes);

/** Refused, and nothing came out that is not the true beginning of the file. */
async function refused(input: Buffer, kind: 'truncated' | 'changed') {
  const { bytes, error } = await unseal(input);
  expect(error).toBeInstanceOf(OpenError);
  expect(error instanceof TruncatedError).toBe(kind === 'truncated');
  expect(clear.subarray(0, bytes.length).equals(bytes)).toBe(true);
  expect(bytes.length).toBeLessThan(clear.length);
}

const chunkAt = (index: number) =>
  sealed.subarray(HEADER_BYTES + index * SEALED_CHUNK_BYTES, HEADER_BYTES + (index + 1) * SEALED_CHUNK_BYTES);
const assemble = (...chunks: number[]) => Buffer.concat([sealed.subarray(0, HEADER_BYTES), ...chunks.map(chunkAt)]);

describe('a file comes back as it was', () => {
  test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7])(
    'of %d bytes',
    async (size) => {
      const file = randomBytes(size);
      const opened = await unseal(await seal(file));
      expect(opened.error).toBeUndefined();
      expect(opened.bytes.equals(file)).toBe(true);
    },
  );

  test('however it is cut into pieces on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 500, max: 300_000 }), async (pieceBytes) => {
        const { bytes, error } = await unseal(sealed, pieceBytes);
        expect(error).toBeUndefined();
        expect(bytes.equals(clear)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('byte by byte', async () => {
    const file = randomBytes(300);
    expect((await unseal(await seal(file), 1)).bytes).toEqual(file);
  });

  test('after a new data key', async () => {
    const provider = envProvider('12'.repeat(32));
    const old = await createDataKey(context.orgId, provider);
    const before = await openKeyring([old], provider);
    const { bytes } = await run(clear, sealStream(before, context));
    const after = await openKeyring([old, await createDataKey(context.orgId, provider)], provider);
    expect((await run(bytes, openStream(after, context))).bytes.equals(clear)).toBe(true);
  });
});

test('the same file sealed twice shares no byte range, and shows nothing of its content', async () => {
  const file = Buffer.alloc(1000, 'patient');
  const [first, second] = [await seal(file), await seal(file)];
  expect(first.subarray(9).equals(second.subarray(9))).toBe(false);
  expect(first.subarray(HEADER_BYTES).equals(second.subarray(HEADER_BYTES))).toBe(false);
  expect(first.toString('latin1')).not.toContain('patient');
});

describe('a missing end is an error of its own', () => {
  test('at every chunk border', async () => {
    for (let chunks = 0; chunks < 4; chunks++) {
      await refused(sealed.subarray(0, HEADER_BYTES + chunks * SEALED_CHUNK_BYTES), 'truncated');
    }
  });

  test('one byte around every chunk border, and within the last chunk', async () => {
    for (let chunks = 0; chunks < 4; chunks++) {
      const border = HEADER_BYTES + chunks * SEALED_CHUNK_BYTES;
      for (const cut of [border - 1, border + 1, border + 15, border + 16, border + 17]) {
        await refused(sealed.subarray(0, cut), 'truncated');
      }
    }
    await refused(sealed.subarray(0, sealed.length - 1), 'truncated');
  });

  test('anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), (length) =>
        refused(sealed.subarray(0, length), 'truncated'),
      ),
      { numRuns: 50 },
    );
  });

  test('also when nothing is left, or not even a whole header', async () => {
    await refused(Buffer.alloc(0), 'truncated');
    await refused(sealed.subarray(0, HEADER_BYTES - 1), 'truncated');
  });

  test('when the file ends on a whole chunk', async () => {
    const even = await seal(clear.subarray(0, 2 * CHUNK_BYTES));
    await refused(even.subarray(0, HEADER_BYTES + SEALED_CHUNK_BYTES), 'truncated');
  });
});

describe('any change is refused', () => {
  test('a bit anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length * 8 - 1 }), async (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        const { error } = await unseal(changed);
        expect(error).toBeInstanceOf(OpenError);
      }),
      { numRuns: 100 },
    );
  });

  test('a bit of a last chunk that is whole', async () => {
    const even = await seal(clear.subarray(0, 2 * CHUNK_BYTES));
    for (const at of [HEADER_BYTES + SEALED_CHUNK_BYTES, even.length - 1]) {
      const changed = Buffer.from(even);
      changed[at] = (changed[at] as number) ^ 1;
      await refused(changed, 'changed');
    }
  });

  test('every bit of the header', async () => {
    for (let bit = 0; bit < HEADER_BYTES * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      await refused(changed, 'changed');
    }
  });

  test('chunks in another order, twice, or missing in between', async () => {
    await refused(assemble(1, 0, 2, 3), 'changed');
    await refused(assemble(0, 0, 1, 2, 3), 'changed');
    await refused(assemble(0, 2, 3), 'changed');
    await refused(assemble(1, 2, 3), 'changed');
  });

  test('a short last chunk that comes too early', async () => {
    await refused(assemble(0, 3), 'truncated');
    await refused(assemble(3), 'truncated');
  });

  test('bytes after the end', async () => {
    const even = await seal(clear.subarray(0, CHUNK_BYTES));
    for (const extra of [1, 15, 16, 17, SEALED_CHUNK_BYTES]) {
      for (const file of [sealed, even]) {
        const { error } = await unseal(Buffer.concat([file, Buffer.alloc(extra)]));
        expect(error).toBeInstanceOf(OpenError);
      }
    }
    expect((await unseal(Buffer.concat([sealed, sealed]))).error).toBeInstanceOf(OpenError);
  });

  test('an empty last chunk after a whole one: there is one form only', async () => {
    const header = sealed.subarray(0, HEADER_BYTES);
    const { key, aad } = fileKeyOf(keys, keys.current, header.subarray(SALT_AT, COMMITMENT_AT), context);
    const { ciphertext, tag } = encrypt(key, chunkNonce(1, true), aad, Buffer.alloc(0));
    await refused(Buffer.concat([header, chunkAt(0), ciphertext, tag]), 'changed');
  });

  test("another file's chunk in the same place", async () => {
    const other = await seal(randomBytes(clear.length));
    await refused(Buffer.concat([assemble(0), other.subarray(HEADER_BYTES + SEALED_CHUNK_BYTES)]), 'changed');
  });
});

describe('a file opens in its own place only', () => {
  const refusedAs = async (with_: OrgKeys, place: StreamContext) => {
    const { bytes, error } = await run(sealed, openStream(with_, place));
    expect(error).toBeInstanceOf(OpenError);
    expect(error).not.toBeInstanceOf(TruncatedError);
    expect(bytes).toHaveLength(0);
  };

  test('not as another file', () => refusedAs(keys, { ...context, fileId: newId() }));
  test('not as another org', () => refusedAs(keys, { ...context, orgId: newId() }));
  test('not with the keys of another org', async () => {
    const others = await makeKeys();
    await refusedAs(others, { ...context, orgId: others.orgId });
  });
  test('not with another data key of the same org', async () => refusedAs(await makeKeys(context.orgId), context));
  test('and is not sealed with keys of another org', () => {
    expect(() => sealStream(keys, { ...context, orgId: newId() })).toThrow('are not those of');
  });
});
