'use client';

import { BucketChart } from '@/components/ui/bucket-chart';
import { Card } from '@/components/ui/card';
import type { TransferDay } from '@/lib/apps/deliveries/by-day';

/** Transfers, and what was withheld, over time. */
export function TransferChart({ days }: { days: readonly TransferDay[] }) {
  const sent = days.reduce((sum, day) => sum + day.sent, 0);
  const withheld = days.reduce((sum, day) => sum + day.withheld, 0);
  if (sent + withheld === 0) return null;
  return (
    <Card
      title="Transfers to apps"
      description={`${sent.toLocaleString('en-US')} whole, ${withheld.toLocaleString('en-US')} without marked fields or not at all, in the last 30 days.`}
    >
      <BucketChart
        caption="Transfers"
        unit="day"
        buckets={days.map(({ start, ...day }) => ({
          start,
          good: day.sent,
          bad: day.withheld,
          words: `Sent whole: ${day.sent}, withheld: ${day.withheld}`,
        }))}
        good="Sent whole"
        bad="Withheld or not sent"
        inWords={String}
        axisWidth={44}
        className="h-40"
      />
    </Card>
  );
}
