'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { Activities } from '@/lib/crm/related/activities';
import { ActivityRow } from './activity-row';
import { QuickAdd } from './quick-add';

export interface ActivitiesCardProps {
  activities: Activities;
  reference: RecordRef;
  /** What the record is called on screen; never of protected fields. */
  recordName: string;
}

/** Tasks, meetings and calls of a record: what is to be done, and what was. */
export function ActivitiesCard({ activities, reference, recordName }: ActivitiesCardProps) {
  const { open, closed, counts, more } = activities;
  const sum = (count: number) => `${count}${more ? '+' : ''}`;
  return (
    <Card
      id="activities"
      title="Activities"
      flush
      actions={<AddActivity activities={activities} reference={reference} recordName={recordName} />}
    >
      <Part title={`Open activities (${sum(counts.open)})`} empty="Nothing is to be done.">
        {open.map((activity) => (
          <ActivityRow key={activity.id} activity={activity} />
        ))}
      </Part>
      <Part title={`Closed activities (${sum(counts.closed)})`} empty="Nothing was done yet.">
        {closed.map((activity) => (
          <ActivityRow key={activity.id} activity={activity} />
        ))}
      </Part>
      {more || open.length < counts.open || closed.length < counts.closed ? (
        <p className="border-line border-t px-4 py-2 text-subtle text-xs">
          The first of them are shown{more ? ', of the newest 200 of each kind' : ''}. All are in the lists of tasks,
          meetings and calls.
        </p>
      ) : null}
    </Card>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: React.ReactNode[] }) {
  return (
    <section aria-label={title} className="border-line border-t first-of-type:border-t-0">
      <h3 className="px-4 pt-3 pb-1 font-medium text-muted text-xs">{title}</h3>
      {children.length === 0 ? (
        <p className="px-4 pb-3 text-sm text-subtle">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">{children}</ul>
      )}
    </section>
  );
}

/** What each kind is added as, the fields that its dialog asks for beside those required, and what stands in them. */
const ADDED: Readonly<
  Record<string, { words: string; asked: readonly string[]; given: () => Record<string, string> }>
> = {
  Tasks: { words: 'Add task', asked: ['Due_Date', 'Priority'], given: () => ({}) },
  Events: { words: 'Add meeting', asked: ['Venue'], given: () => ({}) },
  Calls: {
    words: 'Log a call',
    asked: ['Outbound_Call_Status', 'Call_Duration', 'Call_Result', 'Description'],
    given: () => ({
      Call_Type: 'Outbound',
      Call_Start_Time: new Date().toISOString(),
      Outbound_Call_Status: 'Completed',
    }),
  },
};

function AddActivity({ activities, reference, recordName }: ActivitiesCardProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const kind = activities.addable.find(({ module }) => module === adding);
  const added = kind && ADDED[kind.module];
  const { recordId } = reference;
  return (
    <div className="flex flex-wrap gap-2">
      {activities.addable.map(({ module }) => (
        <Button key={module} size="sm" onClick={() => setAdding(module)}>
          <Plus aria-hidden="true" />
          {ADDED[module]?.words}
        </Button>
      ))}
      {kind && added ? (
        <QuickAdd
          module={{ apiName: kind.module, singular: kind.singular }}
          title={added.words}
          asked={[kind.lookup, ...added.asked]}
          given={
            { ...added.given(), [kind.lookup]: kind.several ? [recordId] : recordId } as Record<string, StoredValue>
          }
          lookups={{ [recordId]: { name: recordName, href: `/m/${reference.module}/${recordId}` } }}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </div>
  );
}
