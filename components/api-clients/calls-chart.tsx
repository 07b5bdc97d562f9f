'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { bucketInWords } from '@/components/audit/activity-words';
import type { CallHistory } from '@/lib/api-clients/queries';
import { callsInWords } from './call-words';

const tick = { fill: 'var(--subtle)', fontSize: 11 };

/** Decoration for the eye: the card says the same in words. */
export function CallsChart({ history: { buckets, unit } }: { history: CallHistory }) {
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
        <YAxis allowDecimals={false} tick={tick} tickLine={false} axisLine={false} width={44} tickCount={4} />
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          content={<BucketTip inWords={inWords} />}
        />
        <Bar dataKey="ok" stackId="calls" fill="var(--accent)" isAnimationActive={false} maxBarSize={28} />
        <Bar dataKey="errors" stackId="calls" fill="var(--danger)" isAnimationActive={false} maxBarSize={28} />
      </BarChart>
    </ResponsiveContainer>
  );
}

interface BucketTipProps {
  inWords: (start: string) => string;
  active?: boolean;
  payload?: readonly { payload?: CallHistory['buckets'][number] }[];
}

function BucketTip({ inWords, active, payload }: BucketTipProps) {
  const bucket = payload?.[0]?.payload;
  if (!active || !bucket) return null;
  return (
    <div className="rounded-sm bg-fg px-2 py-1 text-canvas text-xs shadow-raise">
      <p className="font-medium">{inWords(bucket.start)}</p>
      <p>Calls: {callsInWords(bucket.ok + bucket.errors, bucket.errors)}</p>
    </div>
  );
}
