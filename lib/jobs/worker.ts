/** The worker's process: started, restarted and ended (by SIGTERM, or with its parent) by `npm run up`. */
import { log } from '../log';
import { startWorker } from './start-worker';

const worker = await startWorker(() => {
  log.error({ event: 'worker.lost_database' });
  process.exit(1);
});

let isStopping = false;
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    if (isStopping) return;
    isStopping = true;
    void worker.stop();
  });
}

await worker.ended;
process.exit(0);
