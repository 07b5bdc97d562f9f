import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';

/** Begins the download of a job that ended well. */
export function downloadFile(job: { id: string; state: string }): void {
  if (job.state === 'done') window.location.assign(`/api/exports/${job.id}`);
}

export function FileReady() {
  return (
    <Callout tone="success" role="status" title="The file is ready">
      The download has started. It stays available for 24 hours in Setup, Export.
    </Callout>
  );
}

export function DownloadLink({ jobId }: { jobId: string }) {
  return (
    <a href={`/api/exports/${jobId}`} download className={buttonClass('primary')}>
      Download
    </a>
  );
}
