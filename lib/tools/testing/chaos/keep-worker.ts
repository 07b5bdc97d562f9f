/** The worker under its keeper, as `npm run up` has it. */
import { keepWorker } from '@/lib/tools/dev/children';

const worker = keepWorker(process.env);
process.on('SIGTERM', () => void worker.stop());
await worker.ended;
process.exit(0);
