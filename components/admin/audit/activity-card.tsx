'use client';

import { BucketChart } from '@/components/ui/bucket-chart';
import { Card } from '@/components/ui/card';
import type { AuditQuery } from '@/lib/admin/audit/query';
import type { Activity } from '@/lib/protection/ledger/activity';
import { activityInWords, actsInWords, bucketActsInWords, limitsInWords } from './activity-words';
import { rangeInWords } from './filter-words';

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
        <BucketChart
          caption="Activity"
          unit={activity.unit}
          buckets={activity.buckets.map((bucket) => ({
            start: bucket.start,
            good: bucket.done,
            bad: bucket.refused,
            words: bucketActsInWords(bucket),
          }))}
          good="Done"
          bad="Refused"
          inWords={actsInWords}
          axisWidth={36}
          className="h-32"
        />
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
