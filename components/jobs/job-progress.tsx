'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Callout } from '@/components/ui/callout';
import { Progress } from '@/components/ui/progress';
import type { JobProgress as Job } from '@/lib/platform/background/queries';
import { cancelJob } from './use-job';

export interface JobProgressProps {
  job: Job | null;
  /** The server does not answer at the moment. */
  lost: boolean;
  /** "Exporting contacts" */
  label: string;
  /** What is counted: "records". */
  unit: string;
}

const WAITING: Partial<Record<Job['state'], string>> = {
  queued: 'Waiting to start',
  unattended: 'Waiting: no worker is running',
  stalled: 'Interrupted: it goes on when a worker is back',
};

const waitingFor = ({ state, error }: Job): string | undefined =>
  state === 'queued' && error !== null ? `Interrupted: ${error} It goes on by itself.` : WAITING[state];

const countOf = ({ done, total }: Job): string =>
  total === null ? done.toLocaleString('en-US') : `${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;

/** How far a job is, with cancel; or why it ended early. What comes after a good end is the caller's. */
export function JobProgress({ job, lost, label, unit }: JobProgressProps) {
  const [cancelling, setCancelling] = useState(false);
  if (job?.state === 'done') return null;
  if (job?.state === 'failed') {
    return (
      <Callout tone="danger" role="alert" title="It did not work">
        {job.error ?? 'Something went wrong.'}
      </Callout>
    );
  }
  if (job?.state === 'cancelled') return <Callout tone="warning">Cancelled. What was done so far stays done.</Callout>;
  const percent = job?.total ? Math.min(100, Math.round((job.done / job.total) * 100)) : undefined;
  const counted = job ? `${countOf(job)} ${unit}` : 'Starting';

  async function cancel() {
    if (!job) return;
    setCancelling(true);
    if (await cancelJob(job.id)) return;
    setCancelling(false);
    toast.error('It could not be cancelled.');
  }

  return (
    <Progress
      label={label}
      value={percent}
      detail={lost ? 'Connection lost, trying again' : ((job && waitingFor(job)) ?? counted)}
      onCancel={cancel}
      cancelling={cancelling || job?.cancelRequested}
    />
  );
}
