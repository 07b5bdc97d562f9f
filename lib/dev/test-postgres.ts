/**
 * A PostgreSQL that outlives test runs: with it, vitest starts in half a second instead of three.
 * Start it with `npx tsx lib/dev/test-postgres.ts`; it runs until SIGINT or SIGTERM.
 */
import { TEST_POSTGRES } from '../testing/cluster';
import { startEmbedded } from './postgres/embedded';
import { THROWAWAY } from './postgres/settings';

const embedded = await startEmbedded(TEST_POSTGRES, { settings: THROWAWAY, durable: false });
console.log(`PostgreSQL for tests listens on port ${embedded.port}.`);
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void embedded.stop());
await embedded.ended;
process.exit(0);
