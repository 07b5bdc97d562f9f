import { useEffect, useRef } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import { type BadCell, NOTHING_NAMED } from '@/lib/crm/imports/columns/reading';
import type { CheckResult, ColumnProblem, ImportRef } from '@/lib/crm/imports/schemas';
import type { JobProgress as Job } from '@/lib/platform/background/queries';
import { AlsoCreated } from './also-created';
import { ProblemDownloads } from './problem-downloads';
import { ProblemsByColumn, ProblemTable } from './problem-table';

export interface CheckCardProps {
  reference: ImportRef;
  job: Job | null;
  lost: boolean;
  found: CheckResult | null;
  /** It was just asked for: it comes into sight. */
  follow: boolean;
  /** By the label of a field: its column, and what else could be done with its cells that cannot be read. */
  waysOf: (label: string) => { column: string; ways: readonly BadCell[] } | null;
  onTakeOtherwise: (column: string, bad: BadCell) => void;
}

const WAYS: Record<BadCell, string> = {
  refuse: 'Refuse the rows',
  empty: 'Leave the cells empty',
  create_record: 'Create what they name',
};

/** A dry run over the whole file: how far it is, then what it found. */
export function CheckCard(props: CheckCardProps) {
  const { reference, job, lost, found, follow, waysOf, onTakeOtherwise } = props;
  const top = useRef<HTMLElement>(null);
  const isFound = found !== null;
  // Once as it starts, and again when what it found has its size.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found makes the card longer
  useEffect(() => {
    if (follow) top.current?.scrollIntoView({ block: 'start' });
  }, [follow, isFound]);
  const waysOut = ({ field, problem, isTaken }: ColumnProblem) => {
    const found = field === null || isTaken ? null : waysOf(field);
    const ways = found?.ways.filter((way) => way !== 'create_record' || problem === NOTHING_NAMED) ?? [];
    if (!found || ways.length === 0) return null;
    return ways.map((way) => (
      <Button
        key={way}
        size="sm"
        aria-label={`${WAYS[way]}: ${field}`}
        onClick={() => onTakeOtherwise(found.column, way)}
      >
        {WAYS[way]}
      </Button>
    ));
  };
  const { taken = 0, overwritten = 0, skipped = 0, failed = 0 } = found ?? {};
  return (
    <Card id="preview" ref={top} title="Dry run" description="Nothing is imported yet.">
      <div className="flex flex-col gap-4">
        <p role="status" className="sr-only">
          {found ? 'The dry run is done.' : ''}
        </p>
        <JobProgress job={job} lost={lost} label="Checking the file" unit="rows" />
        {found ? (
          <>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              <Stat label="Rows to create" value={taken.toLocaleString('en-US')} />
              <Stat label="Rows to overwrite" value={overwritten.toLocaleString('en-US')} />
              <Stat label="Rows to skip" value={skipped.toLocaleString('en-US')} />
              <Stat
                label="Rows refused"
                value={failed.toLocaleString('en-US')}
                tone={failed > 0 ? 'danger' : undefined}
              />
            </div>
            {taken + overwritten === 0 ? (
              <Callout tone="warning" title="No row would be imported">
                {failed > 0
                  ? 'Mend what is named below or change the columns above, then preview again.'
                  : 'Every row has a record already. To change those records, choose to overwrite them.'}
              </Callout>
            ) : null}
            {found.notLookedUp.length > 0 ? (
              <Callout tone="info">
                {`Whether records with the same ${found.notLookedUp.join(', ')} are there already shows in the import only: you may not read that field.`}
              </Callout>
            ) : null}
            <AlsoCreated counts={found.alsoCreated} />
            <ProblemsByColumn problems={found.byColumn} waysOut={waysOut} />
            <ProblemTable problems={found.problems} byColumn={found.byColumn} />
            <div className="flex flex-wrap gap-2">
              <ProblemDownloads reference={reference} found={found} />
            </div>
          </>
        ) : null}
      </div>
    </Card>
  );
}
