/** The worker's process: started and restarted by `npm run up`, ended by SIGTERM or when its parent is gone. */
import { log } from '../log';
import { startWorker } from './start-worker';

const PARENT_CHECK_EVERY_MS = 500;

const worker = await startWorker(() => {
  log.error({ event: 'worker.lost_database' });
  process.exit(1);
});

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  void worker.stop();
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

// A parent that was killed tells nobody; its child is then given to another.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid !== parent) stop();
}, PARENT_CHECK_EVERY_MS);

await worker.ended;
clearInterval(timer);
process.exit(0);
