/**
 * No text makes the detectors slow: a quarter of a mebibyte, fifty of the longest messages, of what expressions and lists
 * like least, in CPU time, the best of five. Were one square in its length, it would take minutes.
 */
import { expect, test } from 'vitest';
import { spansOf } from './spans';

const LENGTH = 1 << 18;
/** 2 ms a KiB: the longest message takes 10. */
const AIM_MS = 512;

function cpuMsOf(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best >= AIM_MS; round++) {
    const start = process.cpuUsage();
    spansOf(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

test.each([
  ...[
    '1',
    '1 ',
    '4111 ',
    '12 a ',
    '1a',
    '+1',
    'Aa ',
    ':',
    'a@',
    'a@a.',
    'www.',
    'ssn:,. is ',
    'mrn id is ',
    'is my mrn ',
  ],
  ...['my name is ', 'address is 1 ', '123 Main ', 'call me ', 'last 4 of my ', '１', '\u200b', '\u{1d7ce}', '\ud800'],
  ...[
    'A ',
    'A. ',
    'Dr. ',
    'St. ',
    'New ',
    'Jane ',
    'Aa de ',
    'in Aa ',
    'at Q',
    ', Aa',
    '\nAa',
    'rue Aa ',
    '1 Aa 1',
    'UCLA ',
  ],
  ...[
    'x1',
    'AB12',
    'a1234567',
    'ssn1234567',
    'x123-45-6789',
    'March 1 ',
    '1/1/1 ',
    '95 ',
    '1.1111 ',
    '555-1234 ',
    'aa:',
    'serial ',
    'Xyz Hospital ',
  ],
])('256 KiB of %j take less than 512 ms', (piece) => {
  const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
  expect(cpuMsOf(text)).toBeLessThan(AIM_MS);
});
