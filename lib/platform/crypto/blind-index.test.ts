import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { planBits, tokenOf, uniqueToken } from './blind-index';
import { createDataKey, type OrgKeys, openKeyring } from './keyring';
import { envProvider } from './providers/env';
import { makeKeys } from './testdata/org-keys';

let keys: OrgKeys;
const fieldId = newId();

beforeAll(async () => {
  keys = await makeKeys();
});

describe('a token', () => {
  test('is the same for the same value, and another for another value', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const same = tokenOf(keys, fieldId, a, 256).equals(tokenOf(keys, fieldId, b, 256));
        expect(same).toBe(a === b);
      }),
    );
  });

  test('has the bits asked for in whole bytes, the rest zero, and is the start of the longer one', () => {
    const whole = tokenOf(keys, fieldId, '999-54-1234', 256);
    for (let bits = 1; bits <= 256; bits++) {
      const token = tokenOf(keys, fieldId, '999-54-1234', bits);
      const spare = token.length * 8 - bits;
      expect(token).toHaveLength(Math.ceil(bits / 8));
      const asNumber = BigInt(`0x${token.toString('hex')}`);
      expect(asNumber % 2n ** BigInt(spare)).toBe(0n);
      expect(asNumber >> BigInt(spare)).toBe(BigInt(`0x${whole.toString('hex')}`) >> BigInt(256 - bits));
    }
  });

  test('takes all its values: 4 bits give 16 tokens', () => {
    const tokens = Array.from({ length: 500 }, (_, i) => tokenOf(keys, fieldId, String(i), 4).toString('hex'));
    expect(new Set(tokens).size).toBe(16);
  });

  test('is unlike for another field, another org, and the unique index', async () => {
    const others = await makeKeys();
    const tokens = [
      tokenOf(keys, fieldId, 'x', 256),
      tokenOf(keys, newId(), 'x', 256),
      tokenOf(others, fieldId, 'x', 256),
      uniqueToken(keys, fieldId, 'x'),
      uniqueToken(keys, newId(), 'x'),
      uniqueToken(others, fieldId, 'x'),
    ].map((token) => token.toString('hex'));
    expect(new Set(tokens).size).toBe(6);
  });

  test.each([0, 257, 1.5, Number.NaN, -8])('of %d bits is refused', (bits) => {
    expect(() => tokenOf(keys, fieldId, 'x', bits)).toThrow('1 to 256 bits');
  });
});

test('a unique token is whole', () => {
  expect(uniqueToken(keys, fieldId, 'x')).toHaveLength(32);
  expect(uniqueToken(keys, fieldId, 'x')).toEqual(uniqueToken(keys, fieldId, 'x'));
});

test('tokens stay the same when a new data key comes and the first one is retired', async () => {
  const provider = envProvider('ef'.repeat(32));
  const orgId = newId();
  const first = await createDataKey(orgId, provider);
  const before = await openKeyring([first], provider);
  const second = await createDataKey(orgId, provider);
  const after = await openKeyring([second, { ...first, retiredAt: new Date() }], provider);
  expect(after.current).toBe(second.id);
  expect(tokenOf(after, fieldId, 'x', 20)).toEqual(tokenOf(before, fieldId, 'x', 20));
  expect(uniqueToken(after, fieldId, 'x')).toEqual(uniqueToken(before, fieldId, 'x'));
});

describe('planBits', () => {
  test('keeps the records found by chance between 2 and √rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 10_000_000_000 }), (rows) => {
        const coincidences = rows / 2 ** planBits(rows);
        expect(coincidences).toBeGreaterThanOrEqual(2);
        expect(coincidences).toBeLessThanOrEqual(Math.sqrt(rows));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [0, 1],
    [1, 1],
    [7, 1],
    [8, 2],
    [1_000, 8],
    [100_000, 15],
    [1_000_000, 18],
  ])('%d rows: %d bits', (rows, bits) => {
    expect(planBits(rows)).toBe(bits);
  });
});
