import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BucketChart } from './bucket-chart';
import { bucketInWords } from './bucket-words';

test('a bucket is named by the wall time it has, in whatever zone this runs', () => {
  expect(bucketInWords('2026-03-08T00:00', 'day')).toBe('Mar 8');
  expect(bucketInWords('2026-03-08T14:00', 'hour')).toBe('Mar 8, 2 PM');
});

test('what the bars show stands in a table for screen readers, but for hours in which nothing was', () => {
  const html = renderToStaticMarkup(
    <BucketChart
      caption="Calls"
      unit="hour"
      buckets={[
        { start: '2026-03-08T14:00', good: 1200, bad: 0, words: '' },
        { start: '2026-03-08T15:00', good: 0, bad: 0, words: '' },
        { start: '2026-03-08T16:00', good: 0, bad: 3, words: '' },
      ]}
      good="Answered"
      bad="Errors"
      inWords={(count) => `${count} calls`}
      axisWidth={44}
      className="h-40"
    />,
  );
  const rows = [...html.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/g)];
  expect(rows.map(([, ...cells]) => cells)).toEqual([
    ['Mar 8, 2 PM', '1200 calls', '0 calls'],
    ['Mar 8, 4 PM', '0 calls', '3 calls'],
  ]);
  expect(html).toContain('Calls by hour');
  expect(html).toMatch(/<div aria-hidden="true" class="-mx-1 h-40">/);
});
