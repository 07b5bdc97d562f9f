import { expect, test } from 'vitest';
import { withTokens } from './hidden';

const TEXT = 'My SSN is 123-45-6789, thanks';

test.each([
  ['none', [], TEXT],
  ['one', [{ start: 10, end: 21, kind: 'ssn' }], 'My SSN is [SSN], thanks'],
  ['one of no known kind', [{ start: 0, end: 2, kind: 'x' }], '[HIDDEN] SSN is 123-45-6789, thanks'],
  [
    'two that overlap, in any order',
    [
      { start: 14, end: 21, kind: 'phone' },
      { start: 10, end: 17, kind: 'ssn' },
    ],
    'My SSN is [SSN][PHONE], thanks',
  ],
  ['one past the end', [{ start: 23, end: 99, kind: '' }], 'My SSN is 123-45-6789, [HIDDEN]'],
])('a text shows tokens for its hidden parts: %s', (_, hidden, shown) => {
  expect(withTokens(TEXT, hidden)).toBe(shown);
});
