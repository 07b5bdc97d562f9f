/** The worker's process: started, restarted and ended (by SIGTERM, or with its parent) by `npm run up`. */
import { countryTable } from '@/lib/platform/country-table';
import { bePatient } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { log } from '@/lib/platform/log';
import { keepLittleWaste } from './little-waste';
import { startWorker, type Worker } from './start-worker';

/** Whoever started this process starts it again. The line in the log may fail, the end may not. */
function leave(event: string, error: unknown): never {
  try {
    log.error({ event, code: error instanceof Error ? error.name : 'unknown' });
  } finally {
    process.exit(1);
  }
}

// The queue's pool lets go of its connections before they have ended: one that is lost then is heard of by nobody else.
process.on('uncaughtException', (error) => {
  if (!isAway(error)) leave('worker.failed', error);
  log.warn({ event: 'worker.lost_connection' });
});

bePatient();
keepLittleWaste();
// Read beside the start, so that one that cannot be read is named at once.
void countryTable();
const worker: Worker = await startWorker().catch((error: unknown) => leave('worker.not_started', error));

for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => void worker.stop().catch(() => {}));

await worker.ended.catch((error: unknown) => leave('worker.failed', error));
process.exit(0);
