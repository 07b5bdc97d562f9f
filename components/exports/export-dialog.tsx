'use client';

import { useAction } from 'next-safe-action/hooks';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { RadioGroup } from '@/components/ui/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import type { RecordExportRequest } from '@/lib/exports/schemas';
import type { ExportButtonProps } from './export-button';
import { ExportSummary } from './export-summary';

type Scope = 'selected' | 'view' | 'all';

/** Says what will be in the file, and what will not, before it is made; then makes it and offers it. */
export function ExportDialog({
  module,
  view,
  selected = [],
  acts,
  onClose,
}: ExportButtonProps & { onClose: () => void }) {
  const [scope, setScope] = useState<Scope>(selected.length > 0 ? 'selected' : 'view');
  const [bom, setBom] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const request = useMemo(
    () => requestFor(module.apiName, scope, view, selected, bom),
    [module, scope, view, selected, bom],
  );
  const plan = useAction(acts.planExport);
  const start = useAction(acts.startExport, { onSuccess: ({ data }) => setJobId(data.jobId) });
  const { execute: planIt } = plan;
  useEffect(() => planIt(request), [planIt, request]);
  const download = useCallback((job: { id: string; state: string }) => {
    if (job.state === 'done') window.location.assign(`/api/exports/${job.id}`);
  }, []);
  const { job, lost } = useJob(jobId, download);

  const error = start.result.serverError ?? plan.result.serverError;
  const scopes = [
    ...(selected.length > 0 ? [{ value: 'selected', label: `The ${selected.length} selected` }] : []),
    { value: 'view', label: 'This list, with its columns and filters' },
    { value: 'all', label: `All ${module.plural.toLowerCase()}, with all fields` },
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Export ${module.plural.toLowerCase()}`}
        description="A CSV file, kept encrypted for 24 hours."
      >
        <DialogBody className="flex flex-col gap-4">
          {error ? (
            <Callout tone="danger" role="alert">
              {error.message}
            </Callout>
          ) : null}
          {jobId === null ? (
            <>
              <RadioGroup
                legend="Records"
                options={scopes}
                value={scope}
                onValueChange={(value) => setScope(value as Scope)}
              />
              <Checkbox
                label="Add a byte order mark"
                description="For older versions of Excel"
                checked={bom}
                onCheckedChange={(checked) => setBom(checked === true)}
              />
              {plan.result.data && !plan.isPending ? (
                <ExportSummary plan={plan.result.data} />
              ) : (
                <Skeleton className="h-16" />
              )}
            </>
          ) : (
            <JobProgress job={job} lost={lost} label={`Exporting ${module.plural.toLowerCase()}`} unit="records" />
          )}
          {job?.state === 'done' ? (
            <Callout tone="success" role="status" title="The file is ready">
              The download has started. It stays available for 24 hours in Setup, Export.
            </Callout>
          ) : null}
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onClick={onClose}>
            {jobId === null ? 'Cancel' : 'Close'}
          </Button>
          {job?.state === 'done' ? (
            <a href={`/api/exports/${job.id}`} download className={buttonClass('primary')}>
              Download
            </a>
          ) : jobId === null ? (
            <Button
              variant="primary"
              pending={start.isPending}
              disabled={!plan.result.data || plan.isPending}
              onClick={() => start.execute(request)}
            >
              Export
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function requestFor(
  module: string,
  scope: Scope,
  view: ExportButtonProps['view'],
  selected: readonly string[],
  bom: boolean,
): RecordExportRequest {
  if (scope === 'all') return { module, bom };
  const columns = [...view.columns];
  if (scope === 'selected') return { module, bom, columns, ids: [...selected] };
  const filters = view.filters.map(({ value, ...filter }) => ({
    ...filter,
    ...(value !== undefined && { value: typeof value === 'string' ? value : [...value] }),
  }));
  return { module, bom, columns, filters, ...(view.search && { search: view.search }) };
}
