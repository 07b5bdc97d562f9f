'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Activity } from '@/lib/ledger/activity';
import { actsInWords, bucketInWords } from './activity-words';

const tick = { fill: 'var(--subtle)', fontSize: 11 };

/** Decoration for the eye: the card says the same in words. */
export function ActivityChart({ activity: { buckets, unit } }: { activity: Activity }) {
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
        <YAxis allowDecimals={false} tick={tick} tickLine={false} axisLine={false} width={36} tickCount={4} />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={<BucketTip inWords={inWords} />}
        />
        <Bar dataKey="done" stackId="acts" fill="var(--accent)" isAnimationActive={false} maxBarSize={28} />
        <Bar dataKey="refused" stackId="acts" fill="var(--danger)" isAnimationActive={false} maxBarSize={28} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface BucketTipProps {
  inWords: (start: string) => string;
  active?: boolean;
  payload?: readonly { payload?: Activity['buckets'][number] }[];
}

function BucketTip({ inWords, active, payload }: BucketTipProps) {
  const bucket = payload?.[0]?.payload;
  if (!active || !bucket) return null;
  return (
    <div className="rounded-sm bg-fg px-2 py-1 text-canvas text-xs shadow-raise">
      <p className="font-medium">{inWords(bucket.start)}</p>
      <p>
        {actsInWords(bucket.done + bucket.refused)}
        {bucket.refused > 0 ? `, ${bucket.refused} refused` : ''}
      </p>
    </div>
  );
}
