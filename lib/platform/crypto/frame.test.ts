import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frame } from './frame';

const part = fc.string({ unit: fc.constantFrom('0', '1', '2', ':', 'a'), maxLength: 4 });
const parts = fc.array(part, { maxLength: 4 });

test('two different lists never give the same bytes', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(frame(a).equals(frame(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 5000 },
  );
});

test('moving a letter from one part to the next gives other bytes', () => {
  expect(frame(['12', '3'])).not.toEqual(frame(['1', '23']));
});

test('continuing a frame gives the frame of all parts', () => {
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      expect(frame(b, frame(a))).toEqual(frame([...a, ...b]));
    }),
  );
});

test('anything but ASCII is refused, because two letters could give the same bytes', () => {
  expect(() => frame(['Müller'])).toThrow('not ASCII');
  expect(() => frame(['\ud800'])).toThrow('not ASCII');
});
