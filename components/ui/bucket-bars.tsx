'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { type BucketUnit, bucketInWords } from './bucket-words';

const tick = { fill: 'var(--subtle)', fontSize: 11 };

/** What was counted in one hour or day. */
export interface CountedBucket {
  /** Wall time in the person's zone. */
  start: string;
  good: number;
  bad: number;
  /** What is neither; missing: there is no such thing here. */
  other?: number;
  /** All, where one points at the bar. */
  words: string;
}

export interface BucketBarsProps {
  buckets: readonly CountedBucket[];
  unit: BucketUnit;
  axisWidth: number;
}

/** Decoration for the eye: what stands around it says the same in words. */
export function BucketBars({ buckets, unit, axisWidth }: BucketBarsProps) {
  const inWords = (start: string) => bucketInWords(start, unit);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={buckets}
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="18%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="start"
          tickFormatter={inWords}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          minTickGap={32}
          height={22}
        />
        <YAxis allowDecimals={false} tick={tick} tickLine={false} axisLine={false} width={axisWidth} tickCount={4} />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={<BucketTip inWords={inWords} />}
        />
        <Bar dataKey="good" stackId="all" fill="var(--accent)" isAnimationActive={false} maxBarSize={28} />
        <Bar dataKey="bad" stackId="all" fill="var(--danger)" isAnimationActive={false} maxBarSize={28} />
        <Bar dataKey="other" stackId="all" fill="var(--control)" isAnimationActive={false} maxBarSize={28} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface BucketTipProps {
  inWords: (start: string) => string;
  active?: boolean;
  payload?: readonly { payload?: CountedBucket }[];
}

function BucketTip({ inWords, active, payload }: BucketTipProps) {
  const bucket = payload?.[0]?.payload;
  if (!active || !bucket) return null;
  return (
    <div className="rounded-sm bg-fg px-2 py-1 text-canvas text-xs shadow-raise">
      <p className="font-medium">{inWords(bucket.start)}</p>
      <p>{bucket.words}</p>
    </div>
  );
}
