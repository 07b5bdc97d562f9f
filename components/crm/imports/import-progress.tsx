'use client';

import Link from 'next/link';
import { useState } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { isOver, useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Stat } from '@/components/ui/stat';
import { useAction } from '@/components/ui/use-action';
import type { ImportRef, ImportResult } from '@/lib/crm/imports/schemas';
import { undo } from './actions';
import { AlsoCreated } from './also-created';
import { ProblemDownloads } from './problem-downloads';
import { ProblemsByColumn, ProblemTable } from './problem-table';

export interface ImportProgressProps {
  reference: ImportRef;
  plural: string;
}

/** An import that was cancelled or failed ends between two batches: of so many rows it is known what became of them. */
const settledOf = ({ taken, overwritten = 0, skipped = 0, failed }: ImportResult): number =>
  taken + overwritten + skipped + failed;

/** A started import: how far it is, and what came of it. */
export function ImportProgress({ reference, plural }: ImportProgressProps) {
  const { job, lost } = useJob(reference.importId);
  const [asking, setAsking] = useState(false);
  const action = useAction(undo, { onSettled: () => setAsking(false) });
  const result = job?.result as ImportResult | null | undefined;
  const unreached = job && result && job.state !== 'done' ? (job.total ?? 0) - settledOf(result) : 0;
  const undone = action.result.data ?? (result?.undone === undefined ? undefined : result);
  return (
    <Card id="import" title={isOver(job) ? 'Result' : 'Import'} className="max-w-4xl">
      <div className="flex flex-col gap-4">
        <JobProgress job={job} lost={lost} label={`Importing ${plural.toLowerCase()}`} unit="rows" />
        {isOver(job) && result ? (
          <>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Stat label="Imported" value={result.taken.toLocaleString('en-US')} />
              {result.overwritten ? (
                <Stat label="Overwritten" value={result.overwritten.toLocaleString('en-US')} />
              ) : null}
              {result.skipped ? <Stat label="Skipped" value={result.skipped.toLocaleString('en-US')} /> : null}
              <Stat label="Not imported" value={result.failed.toLocaleString('en-US')} />
              {unreached > 0 ? <Stat label="Not reached" value={unreached.toLocaleString('en-US')} /> : null}
            </div>
            <AlsoCreated counts={result.alsoCreated} />
            <ProblemsByColumn problems={result.byColumn} />
            <ProblemTable problems={result.problems} byColumn={result.byColumn} />
          </>
        ) : null}
        {action.result.serverError ? (
          <Callout tone="danger" role="alert">
            {action.result.serverError.message}
          </Callout>
        ) : null}
        {undone !== undefined ? (
          <Callout tone="success" role="status">
            {inWords(undone)}
          </Callout>
        ) : null}
        {isOver(job) ? (
          <div className="flex flex-wrap justify-end gap-2">
            {result ? <ProblemDownloads reference={reference} found={result} /> : null}
            {result && result.taken + (result.overwritten ?? 0) > 0 && undone === undefined ? (
              <Button variant="secondary" onClick={() => setAsking(true)}>
                Undo import
              </Button>
            ) : null}
            <Link href={`/m/${reference.module}`} className={buttonClass('primary')}>
              Show {plural.toLowerCase()}
            </Link>
          </div>
        ) : null}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Undo this import?"
        description="Every record it created moves to the recycle bin, also those changed since. Records it overwrote get back what they held; what somebody changed since stays."
        confirmLabel="Undo import"
        tone="danger"
        pending={action.isPending}
        onConfirm={() => action.execute(reference)}
      />
    </Card>
  );
}

function inWords(undone: Pick<ImportResult, 'undone' | 'restored' | 'damaged'>): string {
  const { damaged = 0 } = undone;
  if (damaged === 0) return undoneInWords(undone);
  const left = `${damaged.toLocaleString('en-US')} overwritten ${damaged === 1 ? 'record is' : 'records are'} damaged`;
  return `${undoneInWords(undone)} ${left}: encrypted values do not open, so they stay as they are. Compliance officers were told.`;
}

function undoneInWords({ undone = 0, restored = 0 }: Pick<ImportResult, 'undone' | 'restored'>): string {
  const moved = `${undone.toLocaleString('en-US')} ${undone === 1 ? 'record was' : 'records were'} moved to the recycle bin`;
  if (restored === 0) return `${moved}.`;
  const back = restored === 1 ? 'record has its' : 'records have their';
  return `${moved}; ${restored.toLocaleString('en-US')} overwritten ${back} former values again.`;
}
