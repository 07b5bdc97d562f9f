'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { isOver, useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { AuditQuery } from '@/lib/admin/audit/query';
import type { LedgerView } from '@/lib/admin/audit/view';
import type { JobProgress as Job } from '@/lib/platform/background/queries';
import { startExport } from './actions';
import { EarlierExports } from './earlier-exports';
import { type AskedExport, ExportForm } from './export-form';
import { filtersInWords } from './filter-words';

export interface ExportDialogProps {
  query: AuditQuery;
  /** Null when the search took too long. */
  view: LedgerView | null;
  /** The newest exports of the person. */
  exports: readonly Job[];
  /** Only live chat. */
  group?: 'chat';
  onClose: () => void;
}

/** Says what will be in the file, makes it as a job that goes on when the dialog is closed, and offers it. */
export function ExportDialog({ query, view, exports, group, onClose }: ExportDialogProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<AskedExport>({ query, bom: false });
  const [jobId, setJobId] = useState(() => exports.find((job) => !isOver(job))?.id ?? null);
  const start = useAction(startExport, { onSuccess: ({ data }) => setJobId(data.jobId) });
  // The page's list of earlier exports is of before.
  const { job, lost } = useJob(jobId, () => router.refresh());
  const filters = filtersInWords(query, view);
  const isReady = job?.state === 'done';
  const leftOut = Number(job?.result?.leftOut ?? 0);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Export audit log" description="A file kept encrypted for 24 hours, for you only.">
        <DialogBody className="flex flex-col gap-4">
          {start.result.serverError ? (
            <Callout tone="danger" role="alert">
              {start.result.serverError.message}
            </Callout>
          ) : null}
          {jobId === null ? (
            <>
              <ExportForm value={asked} filters={filters} onChange={setAsked} />
              <EarlierExports jobs={exports} />
            </>
          ) : (
            <JobProgress job={job} lost={lost} label="Exporting the audit log" unit="entries" />
          )}
          {isReady ? (
            <Callout tone="success" role="status" title="The file is ready">
              {Number(job.result?.entries ?? 0).toLocaleString('en-US')} entries. It can be downloaded for 24 hours.
              {leftOut > 0 ? ` ${leftOut.toLocaleString('en-US')} were left out: not signed yet, or expired.` : ''}
            </Callout>
          ) : null}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{jobId === null ? 'Cancel' : 'Close'}</Button>
          {isReady ? (
            <a href={`/api/exports/${job.id}`} download className={buttonClass('primary')}>
              Download
            </a>
          ) : null}
          {jobId === null ? (
            <Button variant="primary" pending={start.isPending} onClick={() => start.execute({ ...asked, group })}>
              Export
            </Button>
          ) : null}
          {job?.state === 'failed' || job?.state === 'cancelled' ? (
            <Button variant="primary" onClick={() => setJobId(null)}>
              Start again
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
