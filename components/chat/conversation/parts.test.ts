import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masked } from '@/lib/chat/hidden';
import { partsOf } from './parts';

const TEXT = 'My SSN is 123-45-6789, born 1.2.1980.';
const HIDDEN = [
  { start: 28, end: 36, kind: 'birth' },
  { start: 10, end: 21, kind: 'ssn' },
];

describe('the parts of a message', () => {
  test('are clear to its operator, and marked', () => {
    const parts = partsOf({ text: TEXT, hidden: HIDDEN });
    expect(parts.map(({ text }) => text)).toEqual(['My SSN is ', '123-45-6789', ', born ', '1.2.1980', '.']);
    expect(parts.map(({ kind }) => kind)).toEqual([null, 'ssn', null, 'birth', null]);
  });

  test('are tokens to everybody else', () => {
    const parts = partsOf(masked(TEXT, HIDDEN));
    expect(parts.map(({ text }) => text)).toEqual(['My SSN is ', '[SSN]', ', born ', '[BIRTH DATE]', '.']);
    expect(parts.map(({ kind }) => kind)).toEqual([null, 'ssn', null, 'birth', null]);
  });

  test('of a text with nothing hidden are the text', () => {
    expect(partsOf({ text: 'hello', hidden: [] })).toEqual([{ start: 0, text: 'hello', kind: null }]);
    expect(partsOf({ text: '', hidden: [] })).toEqual([]);
  });

  test('together are what is shown, whatever is hidden', () => {
    const span = fc.record({ start: fc.nat(12), end: fc.nat(14), kind: fc.constantFrom('ssn', 'name', '') });
    fc.assert(
      fc.property(fc.constant('abcdefghijkl'), fc.array(span, { maxLength: 4 }), (text, spans) => {
        const hidden = spans.filter(({ start, end }) => start < end && end <= text.length);
        const join = (shown: Parameters<typeof partsOf>[0]) =>
          partsOf(shown)
            .map((part) => part.text)
            .join('');
        expect(join({ text, hidden })).toBe(text);
        const shown = masked(text, hidden);
        expect(join(shown)).toBe(shown.text);
      }),
    );
  });
});
