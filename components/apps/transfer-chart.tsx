'use client';

import { BucketChart } from '@/components/ui/bucket-chart';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import type { Transfers } from '@/lib/apps/deliveries/by-day';
import { periodOf } from './transfer-period';

const SHOWN = [
  { key: 'sent', label: 'Sent whole', swatch: 'bg-accent' },
  { key: 'withheld', label: 'Without marked fields, or not at all', swatch: 'bg-danger' },
  { key: 'skipped', label: 'Skipped', swatch: 'bg-control' },
] as const;

/** Transfers, what was withheld and what was skipped, over time. */
export function TransferChart({ of: { days, capped } }: { of: Transfers }) {
  const sums = SHOWN.map((one) => ({ ...one, sum: days.reduce((sum, day) => sum + day[one.key], 0) }));
  if (sums.every(({ sum }) => sum === 0)) return null;
  return (
    <Card title="Transfers to apps" description={`${periodOf(capped)}, by the day in UTC.`}>
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-muted text-xs">
        {sums.map(({ key, label, swatch, sum }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cn('size-2.5 rounded-xs', swatch)} />
            {label}: {sum.toLocaleString('en-US')}
          </li>
        ))}
      </ul>
      <BucketChart
        caption="Transfers"
        unit="day"
        buckets={days.map(({ start, sent, withheld, skipped }) => ({
          start,
          good: sent,
          bad: withheld,
          other: skipped,
          words: `Sent whole: ${sent}, withheld: ${withheld}, skipped: ${skipped}`,
        }))}
        good="Sent whole"
        bad="Without marked fields, or not at all"
        other="Skipped"
        inWords={String}
        axisWidth={44}
        className="h-40"
      />
    </Card>
  );
}
