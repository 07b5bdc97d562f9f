'use client';

import { useState } from 'react';
import { FieldDisplay } from '@/components/fields/field-display';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Mask } from '@/components/ui/mask';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { RecordRef } from '@/lib/crm/records/record-access';
import type { TimelineChange, TimelineEvent, TimelinePage } from '@/lib/crm/records/timeline';
import { PURPOSES, type Purpose } from '@/lib/protection/compliance/purposes';
import { ACTIONS } from '@/lib/protection/ledger/actions';
import { olderEvents } from './actions';

export interface TimelineCardProps {
  reference: RecordRef;
  first: TimelinePage;
  fields: readonly FieldDefinition[];
  timeZone: string;
}

/** Who changed which field when; the values of protected fields are masked here too. */
export function TimelineCard({ reference, first, fields, timeZone }: TimelineCardProps) {
  const [older, setOlder] = useState<TimelinePage | null>(null);
  const { execute, isPending } = useAction(olderEvents, {
    onSuccess: ({ data }) =>
      setOlder((before) => ({ events: [...(before?.events ?? []), ...data.events], next: data.next })),
  });
  const next = older ? older.next : first.next;
  const events = [...first.events, ...(older?.events ?? [])];
  return (
    <Card id="timeline" title="Timeline">
      <ol className="relative flex flex-col gap-4 border-line border-l pl-4">
        {events.map((event) => (
          <TimelineItem key={event.id} event={event} fields={fields} timeZone={timeZone} />
        ))}
      </ol>
      {next ? (
        <Button
          variant="ghost"
          size="sm"
          className="mt-3"
          pending={isPending}
          onClick={() => execute({ ...reference, before: next })}
        >
          Show older
        </Button>
      ) : null}
    </Card>
  );
}

function TimelineItem({
  event,
  fields,
  timeZone,
}: { event: TimelineEvent } & Pick<TimelineCardProps, 'fields' | 'timeZone'>) {
  const isUpdate = event.action === 'record.update';
  return (
    <li className="text-sm">
      <span
        aria-hidden="true"
        className="-left-1 absolute mt-1.5 size-2 rounded-full border border-line-strong bg-surface"
      />
      <p className="text-fg">
        <span className="font-medium">{event.actorName}</span> {ACTIONS[event.action].toLowerCase()}
        {event.purpose ? ` for ${PURPOSES[event.purpose as Purpose].toLowerCase()}` : null}
      </p>
      <Time value={event.at} className="text-subtle text-xs" />
      {isUpdate ? (
        <ul className="mt-1 flex flex-col gap-0.5 text-muted text-xs">
          {event.changes.map((change) => (
            <Change key={change.apiName} change={change} fields={fields} timeZone={timeZone} />
          ))}
        </ul>
      ) : event.changes.length > 0 ? (
        <p className="mt-0.5 text-muted text-xs">{event.changes.map((change) => change.label).join(', ')}</p>
      ) : null}
    </li>
  );
}

function Change({
  change,
  fields,
  timeZone,
}: { change: TimelineChange } & Pick<TimelineCardProps, 'fields' | 'timeZone'>) {
  const field = fields.find((one) => one.apiName === change.apiName);
  return (
    <li className="flex flex-wrap items-center gap-x-1.5">
      <span>{change.label}:</span>
      {change.masked || !field ? (
        <Mask />
      ) : (
        <>
          <FieldDisplay field={field} value={change.old} timeZone={timeZone} compact />
          <span aria-hidden="true">→</span>
          <FieldDisplay field={field} value={change.new} timeZone={timeZone} compact />
        </>
      )}
    </li>
  );
}
