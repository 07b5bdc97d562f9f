import { useState } from 'react';
import { isOver, useJob } from '@/components/jobs/use-job';
import { useAction } from '@/components/ui/use-action';
import type { CheckResult } from '@/lib/crm/imports/schemas';
import { check } from './actions';

/** The dry run of what is chosen: started, followed to its end, and forgotten when something else is chosen. */
export function useDryRun(given: string | null) {
  const [checkId, setCheckId] = useState(given);
  const [checked, setChecked] = useState<string | null>(null);
  const checking = useAction(check, {
    onSuccess: ({ data }) => {
      setCheckId(data?.jobId ?? null);
      setChecked(data?.jobId ?? null);
    },
  });
  const { job, lost } = useJob(checkId);
  const own = job?.id === checkId ? job : null;
  const found = own?.state === 'done' ? (own.result as unknown as CheckResult) : null;
  return {
    ...{ checkId, job: own, lost, found },
    /** It was asked for in this form. */
    isNew: checkId === checked,
    isGoingOn: checking.isPending || (checkId !== null && !isOver(own)),
    error: checking.result.serverError,
    start: checking.execute,
    forget() {
      setCheckId(null);
      checking.reset();
    },
  };
}
