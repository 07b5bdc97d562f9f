'use client';

import dynamic from 'next/dynamic';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { AuditQuery } from '@/lib/audit/query';
import type { Activity } from '@/lib/ledger/activity';
import { activityInWords, actsInWords, bucketInWords, limitsInWords } from './activity-words';
import { rangeInWords } from './filter-words';

// Drawn in the browser only: it needs the width, and the page is of use before it.
const ActivityChart = dynamic(() => import('./activity-chart').then((file) => file.ActivityChart), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** How much happened when: as a chart, in two sentences, and as a table for screen readers. */
export function ActivityCard({ activity, query }: { activity: Activity; query: AuditQuery }) {
  const words = activityInWords(activity);
  const limits = limitsInWords(activity);
  const isEmpty = activity.done + activity.refused === 0;
  return (
    <Card
      id="activity"
      title="Activity"
      description={`${rangeInWords(query)} · ${words}${limits && ` ${limits}`}`}
      actions={isEmpty ? null : <Legend hasRefused={activity.refused > 0} />}
      flush={isEmpty}
    >
      {isEmpty ? null : (
        <>
          <div aria-hidden="true" className="-mx-1 h-32">
            <ActivityChart activity={activity} />
          </div>
          <BucketTable activity={activity} />
        </>
      )}
    </Card>
  );
}

function Legend({ hasRefused }: { hasRefused: boolean }) {
  return (
    <ul aria-hidden="true" className="flex gap-3 text-muted text-xs">
      <li className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-xs bg-accent" />
        Done
      </li>
      {hasRefused ? (
        <li className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-xs bg-danger" />
          Refused
        </li>
      ) : null}
    </ul>
  );
}

function BucketTable({ activity: { buckets, unit } }: { activity: Activity }) {
  const busy = buckets.filter(({ done, refused }) => done + refused > 0);
  return (
    <table className="sr-only">
      <caption>Activity by {unit}</caption>
      <thead>
        <tr>
          <th scope="col">{unit === 'day' ? 'Day' : 'Hour'}</th>
          <th scope="col">Done</th>
          <th scope="col">Refused</th>
        </tr>
      </thead>
      <tbody>
        {busy.map(({ start, done, refused }) => (
          <tr key={start}>
            <th scope="row">{bucketInWords(start, unit)}</th>
            <td>{actsInWords(done)}</td>
            <td>{actsInWords(refused)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
