'use client';

import { useEffect } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { useAction } from '@/components/ui/use-action';
import type { Activity } from '@/lib/crm/related/activities';
import { QuickForm } from '../form/quick-form';
import { rowLabel } from '../list/row-name';
import { change, times } from './actions';

/** Asks for the new time of an activity. One that somebody else changed meanwhile is not overwritten. */
export function MoveActivity({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { id, module, singular, version, at, to } = activity;
  const asked = useAction(times);
  const { execute: load } = asked;
  useEffect(() => load({ module }), [load, module]);
  const moved = useAction(change, {
    onSuccess: () => {
      toast.success(`${singular} rescheduled`);
      onClose();
    },
  });
  const fields = asked.result.data;
  const [begins, ends] = fields ?? [];
  const title = `Reschedule ${rowLabel(activity)}`;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title} size="sm">
        {fields ? (
          <QuickForm
            label={title}
            fields={fields}
            given={{ ...(begins && at && { [begins.apiName]: at }), ...(ends && to && { [ends.apiName]: to }) }}
            lookups={{}}
            users={[]}
            error={moved.result.serverError}
            pending={moved.isPending}
            onSave={(values) => moved.execute({ module, id, values, version })}
          />
        ) : (
          <DialogBody className="flex flex-col gap-3">
            <ActionError of={asked} />
            {asked.hasErrored ? null : <Skeleton className="h-8" />}
          </DialogBody>
        )}
      </DialogContent>
    </Dialog>
  );
}
