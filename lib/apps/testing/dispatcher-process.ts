/** A worker that only sends to apps, for tests that kill it. */
import { startDispatcher } from '../deliveries/dispatcher';

await startDispatcher(() => process.exit(1));
