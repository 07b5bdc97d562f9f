'use client';

import dynamic from 'next/dynamic';
import type { BucketBarsProps } from './bucket-bars';
import { bucketInWords } from './bucket-words';
import { cn } from './cn';
import { Skeleton } from './skeleton';

// Drawn in the browser only: it needs the width, and the page is of use before it.
const BucketBars = dynamic(() => import('./bucket-bars').then((file) => file.BucketBars), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

export interface BucketChartProps extends BucketBarsProps {
  /** What is counted: "Calls". */
  caption: string;
  /** What good and bad are here: "Answered", "Errors". */
  good: string;
  bad: string;
  /** What is neither, where there is such a thing. */
  other?: string;
  /** A count as the table says it. */
  inWords: (count: number) => string;
  /** Its height. */
  className: string;
}

/** Counts over time: as bars for the eye, and as a table for screen readers. */
export function BucketChart(props: BucketChartProps) {
  const { caption, unit, buckets, good, bad, other, inWords, axisWidth, className } = props;
  const busy = buckets.filter((bucket) => bucket.good + bucket.bad + (bucket.other ?? 0) > 0);
  return (
    <>
      <div aria-hidden="true" className={cn('-mx-1', className)}>
        <BucketBars buckets={buckets} unit={unit} axisWidth={axisWidth} />
      </div>
      {/* Around it: a table that is 1 px wide grows with its words, and with it the page. */}
      <div className="sr-only">
        <table>
          <caption>
            {caption} by {unit}
          </caption>
          <thead>
            <tr>
              <th scope="col">{unit === 'day' ? 'Day' : 'Hour'}</th>
              <th scope="col">{good}</th>
              <th scope="col">{bad}</th>
              {other ? <th scope="col">{other}</th> : null}
            </tr>
          </thead>
          <tbody>
            {busy.map((bucket) => (
              <tr key={bucket.start}>
                <th scope="row">{bucketInWords(bucket.start, unit)}</th>
                <td>{inWords(bucket.good)}</td>
                <td>{inWords(bucket.bad)}</td>
                {other ? <td>{inWords(bucket.other ?? 0)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
