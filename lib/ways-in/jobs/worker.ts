/** The worker's process: started, restarted and ended (by SIGTERM, or with its parent) by `npm run up`. */
import { bePatient } from '@/lib/platform/db/client';
import { isAway } from '@/lib/platform/db/errors';
import { log } from '@/lib/platform/log';
import { keepLittleWaste } from './little-waste';
import { startWorker, type Worker } from './start-worker';

/** Whoever started this process starts it again. The line in the log may fail, the end may not. */
function leave(event: string): never {
  try {
    log.error({ event });
  } finally {
    process.exit(1);
  }
}

// The queue's pool lets go of its connections before they have ended: one that is lost then is heard of by nobody else.
process.on('uncaughtException', (error) => {
  if (!isAway(error)) leave('worker.failed');
  log.warn({ event: 'worker.lost_connection' });
});

bePatient();
keepLittleWaste();
const worker: Worker = await startWorker().catch(() => leave('worker.not_started'));

for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => void worker.stop().catch(() => {}));

await worker.ended.catch(() => leave('worker.failed'));
process.exit(0);
