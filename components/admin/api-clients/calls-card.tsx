'use client';

import Link from 'next/link';
import { BucketChart } from '@/components/ui/bucket-chart';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import type { ApiClientDto, CallHistory } from '@/lib/admin/api-clients/queries';
import { callsInWords } from './call-words';

const SPAN = { hour: 'in the last 24 hours', day: 'in the last 30 days' } as const;

export interface CallsCardProps {
  client: ApiClientDto;
  history: CallHistory;
}

/** Calls and errors over time: as a chart, in a sentence, and as a table for screen readers. */
export function CallsCard({ client, history }: CallsCardProps) {
  const { unit, buckets } = history;
  const errors = buckets.reduce((sum, bucket) => sum + bucket.errors, 0);
  const calls = buckets.reduce((sum, bucket) => sum + bucket.ok, errors);
  return (
    <Card
      id="calls"
      title="Calls"
      description={calls === 0 ? `No calls ${SPAN[unit]}.` : `${callsInWords(calls, errors)} ${SPAN[unit]}.`}
      actions={
        <nav aria-label="Time shown" className="flex gap-1">
          {(['hour', 'day'] as const).map((by) => (
            <Link
              key={by}
              href={`/setup/api/${client.id}?by=${by}`}
              aria-current={by === unit ? 'true' : undefined}
              className={buttonClass(by === unit ? 'secondary' : 'ghost', 'sm')}
            >
              {by === 'hour' ? '24 hours' : '30 days'}
            </Link>
          ))}
        </nav>
      }
    >
      {calls === 0 ? (
        <p className="text-muted text-sm">Calls show here within seconds.</p>
      ) : (
        <BucketChart
          caption="Calls"
          unit={unit}
          buckets={buckets.map(({ start, ok, errors }) => ({
            start,
            good: ok,
            bad: errors,
            words: `Calls: ${callsInWords(ok + errors, errors)}`,
          }))}
          good="Answered"
          bad="Errors"
          inWords={String}
          axisWidth={44}
          className="h-40"
        />
      )}
    </Card>
  );
}
