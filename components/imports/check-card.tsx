import { JobProgress } from '@/components/jobs/job-progress';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import type { JobProgress as Job } from '@/lib/background/queries';
import type { CheckResult, ImportRef } from '@/lib/imports/schemas';
import { AlsoCreated } from './also-created';
import { ProblemDownloads } from './problem-downloads';
import { ProblemsByColumn, ProblemTable } from './problem-table';

export interface CheckCardProps {
  reference: ImportRef;
  job: Job | null;
  lost: boolean;
  found: CheckResult | null;
}

/** A dry run over the whole file: how far it is, then what it found. */
export function CheckCard({ reference, job, lost, found }: CheckCardProps) {
  const { taken = 0, overwritten = 0, skipped = 0, failed = 0 } = found ?? {};
  return (
    <Card id="preview" title="Dry run" description="Nothing is imported yet.">
      <div className="flex flex-col gap-4">
        <JobProgress job={job} lost={lost} label="Checking the file" unit="rows" />
        {found ? (
          <>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Stat label="Rows to create" value={taken.toLocaleString('en-US')} />
              <Stat label="Rows to overwrite" value={overwritten.toLocaleString('en-US')} />
              <Stat label="Rows to skip" value={skipped.toLocaleString('en-US')} />
              <Stat
                label="Rows with a problem"
                value={failed.toLocaleString('en-US')}
                tone={failed > 0 ? 'danger' : undefined}
              />
            </div>
            {found.notLookedUp.length > 0 ? (
              <Callout tone="info">
                {`Whether records with the same ${found.notLookedUp.join(', ')} are there already shows in the import only: you may not read that field.`}
              </Callout>
            ) : null}
            <AlsoCreated counts={found.alsoCreated} />
            <ProblemsByColumn problems={found.byColumn} />
            <ProblemTable problems={found.problems} more={failed > found.problems.length} />
            <div className="flex flex-wrap gap-2">
              <ProblemDownloads reference={reference} found={found} />
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}
