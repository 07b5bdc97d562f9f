import { expect, test } from 'vitest';
import { auditQuerySchema } from '@/lib/admin/audit/query';
import type { Activity } from '@/lib/protection/ledger/activity';
import { activityInWords, bucketActsInWords, limitsInWords } from './activity-words';
import { actionInWords, filtersInWords, rangeInWords } from './filter-words';

const activity = (buckets: [string, number, number][], rest: Partial<Activity> = {}): Activity => ({
  unit: 'day',
  buckets: buckets.map(([start, done, refused]) => ({ start, done, refused })),
  done: buckets.reduce((sum, [, done]) => sum + done, 0),
  refused: buckets.reduce((sum, [, , refused]) => sum + refused, 0),
  capped: false,
  shortened: false,
  ...rest,
});

test('the chart in words: how many, how many refused, when most', () => {
  expect(activityInWords(activity([]))).toBe('No acts in this time.');
  expect(activityInWords(activity([['2026-03-01T00:00', 1, 0]]))).toBe(
    '1 act, none refused. Busiest day: Mar 1 with 1 act.',
  );
  const busy = activity([
    ['2026-03-01T00:00', 1200, 0],
    ['2026-03-02T00:00', 1199, 2],
  ]);
  expect(activityInWords(busy)).toBe('2,401 acts, 2 refused. Busiest day: Mar 2 with 1,201 acts.');
});

test('a bar says how many, and how many of them were refused where any was', () => {
  const { buckets } = activity([
    ['2026-03-01T00:00', 1, 0],
    ['2026-03-02T00:00', 10, 2],
  ]);
  expect(buckets.map(bucketActsInWords)).toEqual(['1 act', '12 acts, 2 refused']);
});

test('what the chart leaves out is said', () => {
  expect(limitsInWords(activity([]))).toBe('');
  expect(limitsInWords(activity([], { shortened: true, capped: true }))).toMatch(/90 days.*50,000/);
});

test('days and filters in words', () => {
  const query = (given: object) => auditQuerySchema.parse(given);
  expect(rangeInWords(query({}))).toBe('Last 30 days');
  expect(rangeInWords(query({ range: 'custom', from: '2026-03-01', to: '2026-03-02' }))).toBe(
    '2026-03-01 to 2026-03-02',
  );
  expect(rangeInWords(query({ range: 'custom', from: '2026-03-01', to: '2026-03-01' }))).toBe('2026-03-01');
  expect(rangeInWords(query({ range: 'custom' }))).toBe('All time');
  expect(actionInWords('group:phi')).toBe('Access to health data');
  expect(actionInWords('record.update')).toBe('Changed a record');
  expect(filtersInWords(query({}), null)).toEqual([]);
  expect(filtersInWords(query({ user: '7', action: 'group:phi', outcome: 'refused', record: '8' }), null)).toEqual([
    'Person: 7',
    'Act: Access to health data',
    'Refused only',
    'Record: 8',
  ]);
});
