/**
 * No text makes the detectors slow: a quarter of a mebibyte, fifty of the longest messages, of what expressions like
 * least, in CPU time, the best of five. Were one square in its length, it would take minutes.
 */
import { expect, test } from 'vitest';
import { spansOf } from './spans';

const LENGTH = 1 << 18;
const AIM_MS = 200;

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
])('256 KiB of %j take less than 200 ms', (piece) => {
  const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
  expect(cpuMsOf(text)).toBeLessThan(AIM_MS);
});
