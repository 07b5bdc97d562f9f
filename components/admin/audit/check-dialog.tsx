'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { isOver, useJob } from '@/components/jobs/use-job';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { LedgerCheck } from '@/lib/admin/audit/verify/verify';
import type { JobProgress as Job } from '@/lib/platform/background/queries';
import { startCheck } from './actions';
import { CheckResult } from './check-result';

/** Checks the whole log as a job that goes on when the dialog is closed, and says what it found. */
export function CheckDialog({ checks, onClose }: { checks: readonly Job[]; onClose: () => void }) {
  const router = useRouter();
  const [jobId, setJobId] = useState(() => checks.find((job) => !isOver(job))?.id ?? null);
  const start = useAction(startCheck, { onSuccess: ({ data }) => setJobId(data.jobId) });
  const { job, lost } = useJob(jobId, () => router.refresh());
  const last = job ?? (jobId === null ? checks.find(({ state }) => state === 'done') : null);
  const mayStart = jobId === null || (job !== null && isOver(job));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Verify the audit log"
        description="Reads every entry, builds the signed tree anew, and compares it with the checkpoints that were written outside the database."
      >
        <DialogBody className="flex flex-col gap-4">
          <ActionError of={start} />
          {jobId === null && !last ? (
            <p className="text-muted text-sm">
              It goes on when you close this. What it finds becomes an entry of the log.
            </p>
          ) : null}
          {jobId === null ? null : <JobProgress job={job} lost={lost} label="Verifying the audit log" unit="entries" />}
          {last?.state === 'done' ? (
            <CheckResult check={last.result as unknown as LedgerCheck} at={last.finishedAt ?? last.createdAt} />
          ) : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
          {mayStart ? (
            <Button variant="primary" pending={start.isPending} onClick={() => start.execute()}>
              {last ? 'Verify again' : 'Verify now'}
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
