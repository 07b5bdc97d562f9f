import { expect, test } from 'vitest';
import { contrastOf, inkOn } from './colour';
import { groupsOf } from './groups';
import type { Message } from './merge';
import { segmentsOf } from './segments';

const said = (id: string, kind: Message['kind'], at: string, name = ''): Message => ({
  id,
  seq: Number(id),
  clientId: id,
  kind,
  author: name ? { name } : null,
  text: 'text',
  event: null,
  hidden: [],
  file: null,
  at,
});

test('messages of one person within five minutes stand together; a new day is named once', () => {
  const groups = groupsOf(
    [
      said('1', 'visitor', '2026-11-21T23:58:00Z'),
      said('2', 'visitor', '2026-11-22T00:01:00Z'),
      said('3', 'operator', '2026-11-22T00:02:00Z', 'Dana'),
      said('4', 'operator', '2026-11-22T00:03:00Z', 'Dana'),
      said('5', 'operator', '2026-11-22T00:03:30Z', 'Lee'),
      said('6', 'operator', '2026-11-22T00:09:00Z', 'Lee'),
    ],
    (at) => at.slice(0, 10),
  );
  expect(groups.map(({ day, name, messages }) => [day, name, messages.length])).toEqual([
    ['2026-11-21', '', 1],
    ['2026-11-22', '', 1],
    [null, 'Dana', 2],
    [null, 'Lee', 1],
    [null, 'Lee', 1],
  ]);
});

test('a text is cut at its hidden parts; parts that overlap or lie outside are not shown twice', () => {
  const hidden = [
    { start: 3, end: 6, kind: 'ssn' },
    { start: 0, end: 2, kind: 'card' },
    { start: 4, end: 8, kind: 'mrn' },
    { start: 7, end: 99, kind: 'mrn' },
  ];
  expect(segmentsOf('ab-cde-f', hidden)).toEqual([
    { text: 'ab', kind: 'card' },
    { text: '-', kind: null },
    { text: 'cde', kind: 'ssn' },
    { text: '-f', kind: null },
  ]);
});

test('ink on any brand colour can be read (WCAG 2.2, 1.4.3)', () => {
  expect(inkOn('#ffd54a')).toBe('#000000');
  expect(inkOn('#0f6e84')).toBe('#ffffff');
  for (let step = 0; step < 4096; step++) {
    const colour = `#${[step >> 8, (step >> 4) & 15, step & 15].map((part) => (part * 17).toString(16).padStart(2, '0')).join('')}`;
    expect(contrastOf(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
  }
});
