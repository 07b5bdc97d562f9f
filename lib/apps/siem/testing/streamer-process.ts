/** A worker that only streams ledgers, for tests that kill it. */
import { startStreamer } from '../streamer';

await startStreamer(() => process.exit(1));
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
