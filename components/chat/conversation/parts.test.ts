import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withTokens } from '@/lib/chat/hidden';
import { keptPlace, partsOf } from './parts';

const TEXT = 'My SSN is 123-45-6789, born 1.2.1980.';
const HIDDEN = [
  { start: 28, end: 36, kind: 'birth' },
  { start: 10, end: 21, kind: 'ssn' },
];

describe('the parts of a message', () => {
  test('are clear to its operator, and marked', () => {
    const { parts, areTokens } = partsOf(TEXT, HIDDEN);
    expect(areTokens).toBe(false);
    expect(parts.map(({ text }) => text)).toEqual(['My SSN is ', '123-45-6789', ', born ', '1.2.1980', '.']);
    expect(parts.map(({ kind }) => kind)).toEqual([null, 'ssn', null, 'birth', null]);
  });

  test('are tokens to everybody else', () => {
    const { parts, areTokens } = partsOf(withTokens(TEXT, HIDDEN), HIDDEN);
    expect(areTokens).toBe(true);
    expect(parts.map(({ text }) => text)).toEqual(['My SSN is ', '[SSN]', ', born ', '[BIRTH DATE]', '.']);
  });

  test('of a text with nothing hidden are the text', () => {
    expect(partsOf('hello', [])).toEqual({ parts: [{ start: 0, text: 'hello', kind: null }], areTokens: false });
    expect(partsOf('', [])).toEqual({ parts: [], areTokens: false });
  });

  test('together are what is shown, whatever is hidden, and places lead back to the text that is kept', () => {
    const span = fc.record({ start: fc.nat(12), end: fc.nat(14), kind: fc.constantFrom('ssn', 'name', '') });
    fc.assert(
      fc.property(fc.constant('abcdefghijkl'), fc.array(span, { maxLength: 4 }), (text, spans) => {
        const hidden = spans.filter(({ start, end }) => start < end && end <= text.length);
        const shown = withTokens(text, hidden);
        const tokens = partsOf(shown, hidden);
        expect(tokens.parts.map((part) => part.text).join('')).toBe(shown);
        expect(
          partsOf(text, hidden)
            .parts.map((part) => part.text)
            .join(''),
        ).toBe(text);
        for (let at = 0; at < shown.length; at += 1) {
          const kept = keptPlace(tokens, at);
          if (hidden.length === 0) expect(kept).toBe(at);
          else if (kept !== null && shown[at] !== '[' && shown[at] !== ']') expect(text[kept]).toBe(shown[at]);
        }
      }),
    );
  });
});
