'use client';

import { useEffect, useMemo, useState } from 'react';
import { PURPOSE_OPTIONS } from '@/components/crm/accounting/purpose-field';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { useAction } from '@/components/ui/use-action';
import type { SavedView } from '@/lib/crm/views/queries';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';
import { planExport, startExport } from './actions';
import { ExportChoices } from './export-choices';
import { ExportSummary } from './export-summary';
import { DownloadLink, downloadFile, FileReady } from './file-ready';
import { type ExportChoice, type ExportedView, requestFor } from './request-for';

/** One and the same, since another one would ask for the plan again. */
const NONE: readonly never[] = [];

export interface ExportDialogProps {
  module: { apiName: string; plural: string };
  view: ExportedView;
  /** The views the asker has. */
  views?: readonly SavedView[];
  /** Records chosen in the list, if any. */
  selected?: readonly string[];
  onClose: () => void;
}

/** Says what will be in the file, and what will not, before it is made; then makes it and offers it. */
export function ExportDialog({ module, view, views = NONE, selected = NONE, onClose }: ExportDialogProps) {
  const [choice, setChoice] = useState<ExportChoice>({
    scope: selected.length > 0 ? 'selected' : 'view',
    viewId: views[0]?.id ?? null,
    format: 'csv',
    include: ['related', 'attachments'],
    bom: false,
  });
  const [purpose, setPurpose] = useState<StatedPurpose>('operations');
  const [jobId, setJobId] = useState<string | null>(null);
  const request = useMemo(
    () => requestFor(module.apiName, choice, { view, views, selected }),
    [module, choice, view, views, selected],
  );
  const plan = useAction(planExport);
  const start = useAction(startExport, { onSuccess: ({ data }) => setJobId(data.jobId) });
  const { execute: planIt } = plan;
  useEffect(() => planIt(request), [planIt, request]);
  const { job, lost } = useJob(jobId, downloadFile);

  const error = start.result.serverError ?? plan.result.serverError;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Export ${module.plural.toLowerCase()}`}
        description="The file is kept encrypted for 24 hours, for you alone."
      >
        <DialogBody className="flex flex-col gap-4">
          {error ? (
            <Callout tone="danger" role="alert">
              {error.message}
            </Callout>
          ) : null}
          {jobId === null ? (
            <>
              <ExportChoices
                module={module}
                views={views}
                selected={selected.length}
                choice={choice}
                onChange={setChoice}
              />
              {plan.result.data?.discloses ? <ExportPurpose purpose={purpose} onChange={setPurpose} /> : null}
              {plan.result.data && !plan.isPending ? (
                <ExportSummary
                  plan={plan.result.data}
                  files={choice.format === 'zip' && choice.include.includes('attachments')}
                />
              ) : (
                <Skeleton className="h-16" />
              )}
            </>
          ) : (
            <JobProgress job={job} lost={lost} label={`Exporting ${module.plural.toLowerCase()}`} unit="records" />
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
              disabled={!plan.result.data || plan.isPending}
              onClick={() => start.execute({ ...request, purpose })}
            >
              Export
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

interface ExportPurposeProps {
  purpose: StatedPurpose;
  onChange(purpose: StatedPurpose): void;
}

function ExportPurpose({ purpose, onChange }: ExportPurposeProps) {
  return (
    <Field label="What for" hint="Stands in the accounting of disclosures of each record.">
      <Select
        options={PURPOSE_OPTIONS}
        value={purpose}
        onChange={(event) => onChange(event.target.value as StatedPurpose)}
      />
    </Field>
  );
}
