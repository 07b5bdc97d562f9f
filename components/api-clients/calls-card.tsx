'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { bucketInWords } from '@/components/audit/activity-words';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { ApiClientDto, CallHistory } from '@/lib/api-clients/queries';
import { callsInWords } from './call-words';

// Drawn in the browser only: it needs the width, and the page is of use before it.
const CallsChart = dynamic(() => import('./calls-chart').then((file) => file.CallsChart), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

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
        <>
          <div aria-hidden="true" className="-mx-1 h-40">
            <CallsChart history={history} />
          </div>
          <BucketTable history={history} />
        </>
      )}
    </Card>
  );
}

function BucketTable({ history: { unit, buckets } }: Pick<CallsCardProps, 'history'>) {
  const busy = buckets.filter(({ ok, errors }) => ok + errors > 0);
  return (
    <table className="sr-only">
      <caption>Calls by {unit}</caption>
      <thead>
        <tr>
          <th scope="col">{unit === 'day' ? 'Day' : 'Hour'}</th>
          <th scope="col">Answered</th>
          <th scope="col">Errors</th>
        </tr>
      </thead>
      <tbody>
        {busy.map(({ start, ok, errors }) => (
          <tr key={start}>
            <th scope="row">{bucketInWords(start, unit)}</th>
            <td>{ok}</td>
            <td>{errors}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
