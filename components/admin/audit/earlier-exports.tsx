import { buttonClass } from '@/components/ui/button-class';
import { Time } from '@/components/ui/time';
import type { JobProgress } from '@/lib/platform/background/queries';

/** The files that can still be downloaded. */
export function EarlierExports({ jobs }: { jobs: readonly JobProgress[] }) {
  const ready = jobs.filter((job) => job.state === 'done' && !job.expired);
  if (ready.length === 0) return null;
  return (
    <div className="text-sm">
      <p className="mb-1 font-medium text-fg">Earlier exports</p>
      <ul className="divide-y divide-line rounded-sm border border-line">
        {ready.map((job) => (
          <li key={job.id} className="flex items-center gap-3 px-3 py-1.5">
            <span className="min-w-0 flex-1">
              <Time value={job.createdAt} />
              <span className="text-muted">
                {' '}
                · {Number(job.result?.entries ?? 0).toLocaleString('en-US')} entries
                {String(job.result?.fileName).endsWith('.zip') ? ', verifiable bundle' : ''}
              </span>
            </span>
            <a href={`/api/exports/${job.id}`} download className={buttonClass('secondary', 'sm')}>
              Download
              <span className="sr-only">
                {' '}
                the export of <Time value={job.createdAt} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
