'use client';

import { CalendarClock, Check } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { Activity } from '@/lib/crm/related/activities';
import { RowName, rowLabel } from '../list/row-name';
import { change } from './actions';
import { MoveActivity } from './move-activity';

/** API name of an activity's state. */
const STATUS: Readonly<Record<string, string>> = { Tasks: 'Status', Calls: 'Outbound_Call_Status' };

export function ActivityRow({ activity }: { activity: Activity }) {
  const { id, module, singular, at, status, isOverdue } = activity;
  const [moving, setMoving] = useState(false);
  return (
    <li className="flex min-h-10 items-center gap-3 px-4 py-2 text-sm">
      <div className="min-w-0 flex-1">
        <Link href={`/m/${module}/${id}`} className="break-words text-fg underline-offset-2 hover:underline">
          <RowName row={activity} />
        </Link>
        <p className="text-subtle text-xs">
          {singular}
          {status ? ` · ${status}` : null}
          {at ? (
            <>
              {' · '}
              <Time value={at} format={at.length === 'YYYY-MM-DD'.length ? 'date' : 'datetime'} />
            </>
          ) : null}
        </p>
      </div>
      {isOverdue ? <Badge tone="warning">Overdue</Badge> : null}
      {activity.movable ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Reschedule ${rowLabel(activity)}`}
          onClick={() => setMoving(true)}
        >
          <CalendarClock aria-hidden="true" />
        </Button>
      ) : null}
      {activity.completable ? <CompleteButton activity={activity} /> : null}
      {moving ? <MoveActivity activity={activity} onClose={() => setMoving(false)} /> : null}
    </li>
  );
}

function CompleteButton({ activity }: { activity: Activity }) {
  const { id, module, singular, status } = activity;
  const field = STATUS[module] ?? '';
  const back = useAction(change, {
    onSuccess: () => toast.success(`${singular} open again`),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'It could not be opened again.'),
  });
  const done = useAction(change, {
    onSuccess: ({ data }) =>
      toast.success(`${singular} completed`, {
        action: {
          label: 'Undo',
          onClick: () => back.execute({ module, id, values: { [field]: status ?? '' }, version: data.version }),
        },
      }),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'It could not be completed.'),
  });
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={`Complete ${rowLabel(activity)}`}
      pending={done.isPending}
      onClick={() => done.execute({ module, id, values: { [field]: 'Completed' }, version: activity.version })}
    >
      <Check aria-hidden="true" />
    </Button>
  );
}
