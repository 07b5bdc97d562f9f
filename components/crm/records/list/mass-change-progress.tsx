'use client';

import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { counted } from '@/components/ui/counted';
import { useAction } from '@/components/ui/use-action';
import type { MassOutcome, StartedChange } from '@/lib/crm/mass-changes/queries';
import type { MassAct } from '@/lib/crm/mass-changes/schemas';
import type { ListModule } from './list-module';
import { massOutcome, undoDelete } from './mass-actions';

export interface MassChangeProgressProps {
  module: ListModule;
  started: StartedChange;
  /** The list is to be asked for again. */
  onChanged: () => void;
  onUndo: (started: StartedChange) => void;
  onClose: () => void;
}

const DOING: Record<MassAct['kind'], string> = {
  owner: 'Changing owners',
  field: 'Changing records',
  delete: 'Deleting',
  restore: 'Restoring',
};
const DONE: Record<MassAct['kind'], string> = {
  owner: 'have the new owner',
  field: 'changed',
  delete: 'moved to the recycle bin',
  restore: 'restored',
};

/** How far a change of many is, then what became of it: which records were refused and why, and a way back. */
export function MassChangeProgress({ module, started, onChanged, onUndo, onClose }: MassChangeProgressProps) {
  const [outcome, setOutcome] = useState<MassOutcome | null>(null);
  const { jobId, act, records } = started;
  const { job, lost } = useJob(jobId, () => {
    massOutcome({ jobId }).then(setOutcome, () => toast.error('What became of it could not be asked for.'));
    onChanged();
  });
  const undo = useAction(undoDelete, {
    onSuccess: ({ data }) => onUndo({ ...data, act: 'restore' }),
    onError: ({ error }) => void toast.error(error.serverError?.message ?? 'They could not be restored.'),
  });
  const label = `${DOING[act]}: ${module.plural.toLowerCase()}`;
  return (
    <section aria-label="Change of many records" className="flex flex-col gap-2">
      <JobProgress job={job} lost={lost} label={label} unit={module.plural.toLowerCase()} />
      {outcome ? (
        <Callout
          role="status"
          tone={outcome.changed < records ? 'warning' : 'success'}
          title={`${ofAll(outcome.changed, records, module)} ${DONE[act]}`}
          action={
            <>
              {outcome.undoable ? (
                <Button size="sm" pending={undo.isPending} onClick={() => undo.execute({ jobId })}>
                  Undo
                </Button>
              ) : null}
              <Button variant="ghost" size="sm" onClick={onClose}>
                Close
              </Button>
            </>
          }
        >
          <NotReached records={records - outcome.changed - refusedOf(outcome)} module={module} />
          {outcome.records.length > 0 ? <Refused outcome={outcome} module={module} /> : null}
        </Callout>
      ) : null}
    </section>
  );
}

const refusedOf = ({ refused }: MassOutcome): number =>
  Object.values(refused).reduce((sum, records) => sum + records, 0);

/** "57 of 184 Contacts", or "184 Contacts" where it is all of them. */
const ofAll = (changed: number, records: number, { singular, plural }: ListModule): string =>
  `${changed < records ? `${changed.toLocaleString('en-US')} of ` : ''}${counted(records, singular, plural)}`;

/** It was cancelled, or ended early: what it did not come to is as it was. */
function NotReached({ records, module }: { records: number; module: ListModule }) {
  if (records <= 0) return null;
  return (
    <p>{`${counted(records, `${module.singular} was`, `${module.plural} were`)} not reached: nothing changed there.`}</p>
  );
}

function Refused({ outcome, module }: { outcome: MassOutcome; module: ListModule }) {
  const all = refusedOf(outcome);
  return (
    <>
      <p>
        {counted(all, `${module.singular} was left as it is`, `${module.plural} were left as they are`)}
        {all > outcome.records.length ? `; the first ${outcome.records.length}` : ''}:
      </p>
      <ul className="mt-1 max-h-48 list-disc overflow-y-auto pl-5">
        {outcome.records.map(({ id, name, href, why }) => (
          <li key={id}>
            {href ? (
              <Link href={href} prefetch={false} className="font-medium hover:underline">
                {name}
              </Link>
            ) : (
              <span className="font-medium">{name}</span>
            )}
            : {why}
          </li>
        ))}
      </ul>
    </>
  );
}
