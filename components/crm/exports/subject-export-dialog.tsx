'use client';

import { useState } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import { startSubject } from './actions';
import { DownloadLink, downloadFile, FileReady } from './file-ready';

export interface SubjectExportDialogProps {
  module: { singular: string; apiName: string };
  recordId: string;
  onClose: () => void;
}

/** Asks whether the patient asked for it: that is the only purpose there is. */
export function SubjectExportDialog({ module, recordId, onClose }: SubjectExportDialogProps) {
  const [confirmed, setConfirmed] = useState(false);
  const [attachments, setAttachments] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useAction(startSubject, { onSuccess: ({ data }) => setJobId(data.jobId) });
  const { job, lost } = useJob(jobId, downloadFile);
  const error = start.result.serverError;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Export everything about this record"
        description={`All fields of this ${module.singular.toLowerCase()} in clear, its notes, history and files, in one readable file.`}
      >
        <DialogBody className="flex flex-col gap-4">
          {error ? (
            <Callout tone="danger" role="alert">
              {error.message}
            </Callout>
          ) : null}
          {jobId === null ? (
            <>
              <Callout tone="phi" title="For the patient’s right of access (45 CFR 164.524)">
                It opens marked fields even while Restrict data in export is on. Who, what, when and why is recorded in
                the audit log before anything is opened.
              </Callout>
              <Checkbox
                label="Request of the patient"
                description="The person this record is about, or their representative, asked for it."
                checked={confirmed}
                onCheckedChange={(checked) => setConfirmed(checked === true)}
              />
              <Checkbox
                label="Include attached files"
                description="A zip with the page and the files"
                checked={attachments}
                onCheckedChange={(checked) => setAttachments(checked === true)}
              />
            </>
          ) : (
            <JobProgress job={job} lost={lost} label="Exporting the record" unit="records" />
          )}
          {job?.state === 'done' ? <FileReady result={job.result} /> : null}
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onClick={onClose}>
            {jobId === null ? 'Cancel' : 'Close'}
          </Button>
          {job?.state === 'done' ? (
            <DownloadLink jobId={job.id} />
          ) : jobId === null ? (
            <Button
              variant="primary"
              pending={start.isPending}
              disabled={!confirmed}
              onClick={() =>
                start.execute({ module: module.apiName, recordId, purpose: 'patient_request', attachments })
              }
            >
              Export
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
