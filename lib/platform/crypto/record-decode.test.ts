import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OpenError } from './open-error';
import { decodeValues } from './record-decode';
import { encodeValues } from './record-encode';

const record = { SSN: '999', Name: 'Müller', Weight: 71.5, Tags: ['a', 'b'], Active: true };
const encoded = Buffer.from(encodeValues(record));

test('a form cut short is refused, except between two values', () => {
  const entries = Object.entries(record);
  const borders = entries.map((_, count) => encodeValues(Object.fromEntries(entries.slice(0, count))).length);
  for (let length = 0; length < encoded.length; length++) {
    const decode = () => decodeValues(encoded.subarray(0, length));
    if (borders.includes(length)) expect(decode).not.toThrow();
    else expect(decode).toThrow(OpenError);
  }
});

test('any bytes either decode or fail with the one error, and never hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodeValues(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(OpenError);
      }
    }),
    { numRuns: 5000 },
  );
});
