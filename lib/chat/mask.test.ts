import { expect, test } from 'vitest';
import { withTokens } from './hidden';
import { maskedDetails, maskedFileName, spansAgain } from './mask';

const KNOWN = [
  { text: '123-45-6789', kind: 'ssn', chosen: false },
  { text: 'Zq 12', kind: '', chosen: true },
];

test.each([
  ['again zed123456789@x.org', 'again zed[SSN]@x.org'],
  ['a123-45-6789b', 'a[SSN]b'],
  ['id_123456789', 'id_[SSN]'],
  [
    'order 0123456789, tracking 1Z1234567895, 0x1234567890abcdef',
    'order 0123456789, tracking 1Z1234567895, 0x1234567890abcdef',
  ],
  ['zq12, but not zq123 or azq12', '[HIDDEN], but not zq123 or azq12'],
])(
  'a hidden number of seven digits is hidden again whatever letters are glued to it, not as a part of a longer number, a short text only as a word: %s',
  (text, expected) => {
    expect(withTokens(text, spansAgain(text, KNOWN))).toBe(expected);
  },
);

test('a number glued to letters is hidden in the details of a visitor and the names of files too', () => {
  const shown = maskedDetails(
    {
      name: 'Zed536904399x',
      email: 'zed536-90-4301@x.org',
      phone: 'x536-90-4302x',
      page: 'https://clinic.example/p536-90-4303x',
      custom: { plan: 'abc12 v536-90-4304w' },
    },
    [{ text: '536-90-4399', kind: 'ssn', chosen: false }],
  );
  expect(shown).toEqual({
    name: 'Zed[SSN]x',
    email: 'zed[SSN]@x.org',
    phone: 'x[SSN]x',
    page: 'https://clinic.example/p[SSN]x',
    custom: { plan: 'abc12 v[SSN]w' },
  });
  expect(maskedFileName('scan536-90-4305b.pdf', [])).toBe('scan[SSN]b.pdf');
});
