import { useEffect, useEffectEvent, useState } from 'react';
import type { JobProgress } from '@/lib/platform/background/queries';

const POLL_EVERY_MS = 700;
const OVER = new Set(['done', 'failed', 'cancelled']);

export const isOver = (job: JobProgress | null): boolean => job !== null && OVER.has(job.state);

/** A job as it goes on, asked for until it is over. `lost` while the server does not answer. */
export function useJob(jobId: string | null, onOver?: (job: JobProgress) => void) {
  const [job, setJob] = useState<JobProgress | null>(null);
  const [lost, setLost] = useState(false);
  const tellOver = useEffectEvent((over: JobProgress) => onOver?.(over));
  useEffect(() => {
    if (jobId === null) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    async function ask() {
      const answer = await fetch(`/api/jobs/${jobId}`).catch(() => null);
      if (stopped) return;
      setLost(!answer?.ok);
      if (answer?.ok) {
        const now = (await answer.json()) as JobProgress;
        if (stopped) return;
        setJob(now);
        if (isOver(now)) return tellOver(now);
      }
      timer = setTimeout(ask, POLL_EVERY_MS);
    }
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [jobId]);
  return { job, lost };
}

/** Asks the server to cancel a job; the next poll tells what came of it. */
export async function cancelJob(jobId: string): Promise<boolean> {
  const answer = await fetch(`/api/jobs/${jobId}`, { method: 'DELETE' }).catch(() => null);
  return answer?.ok ?? false;
}
