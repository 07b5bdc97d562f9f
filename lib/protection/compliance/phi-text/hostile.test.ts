/**
 * No text makes the detectors slow: a quarter of a mebibyte, fifty of the longest messages, of what expressions and lists
 * like least, against as much of an ordinary text, in CPU time, read in turn, the best of five. Were one square in its
 * length, it would take thousands of times as long.
 */
import { expect, test } from 'vitest';
import { spansOf } from './spans';

const LENGTH = 1 << 18;
const MOST_TIMES = 8;

const filledWith = (unit: string): string => unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);

const ORDINARY = filledWith('Good morning, are you open on Saturday, and which papers should I bring with me? ');

function cpuMsOf(text: string): number {
  const start = process.cpuUsage();
  spansOf(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function timesAnOrdinaryText(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best > MOST_TIMES; round++) {
    const ordinary = cpuMsOf(ORDINARY);
    best = Math.min(best, cpuMsOf(text) / ordinary);
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
])('256 KiB of %j take less than eight times what an ordinary text takes', (piece) => {
  expect(timesAnOrdinaryText(filledWith(piece))).toBeLessThanOrEqual(MOST_TIMES);
});
