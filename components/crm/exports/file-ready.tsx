import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { counted } from '@/components/ui/counted';
import type { JobProgress } from '@/lib/platform/background/queries';

/** Begins the download of a job that ended well. */
export function downloadFile(job: { id: string; state: string }): void {
  if (job.state === 'done') window.location.assign(`/api/exports/${job.id}`);
}

export function FileReady({ result }: Pick<JobProgress, 'result'>) {
  const unopened = Number(result?.unopened ?? 0);
  return (
    <>
      <Callout tone="success" role="status" title="The file is ready">
        The download has started. It stays available for 24 hours in Setup, Export.
      </Callout>
      {unopened > 0 ? (
        <Callout
          tone="danger"
          title={`The encrypted values of ${unopened === 1 ? 'one record' : counted(unopened, 'record')} do not open`}
        >
          They were changed outside Careledger. They are not in the file, which says so in their place. Compliance
          officers were told.
        </Callout>
      ) : null}
    </>
  );
}

export function DownloadLink({ jobId }: { jobId: string }) {
  return (
    <a href={`/api/exports/${jobId}`} download className={buttonClass('primary')}>
      Download
    </a>
  );
}
