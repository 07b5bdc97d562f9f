/**
 * A PostgreSQL that outlives test runs: with it, vitest starts in half a second instead of three. `npm run test:watch`
 * starts it. It runs until nobody has used it for half an hour, or until SIGINT or SIGTERM.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@/lib/platform/db/client';
import { TEST_POSTGRES } from '@/lib/tools/testing/cluster';
import { ensureDataDir } from './data-dir';
import { takeLock } from './lock';
import { startEmbedded } from './postgres/embedded';
import { THROWAWAY } from './postgres/settings';
import { sayError } from './say';

const IDLE_MS = 30 * 60_000;
const LOOK_EVERY_MS = 60_000;

async function untilIdle(ownerUrl: string): Promise<void> {
  const sql = connect(ownerUrl, { max: 1 });
  for (let usedAt = Date.now(); Date.now() - usedAt < IDLE_MS; await wait(LOOK_EVERY_MS)) {
    const [others] = await sql`
      select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
    if (others) usedAt = Date.now();
  }
  await sql.end({ timeout: 1 });
}

try {
  ensureDataDir(TEST_POSTGRES);
  // Of two that start at once one gives way: the other's would be taken for a leftover.
  const unlock = takeLock(TEST_POSTGRES);
  const embedded = await startEmbedded(TEST_POSTGRES, { settings: THROWAWAY, durable: false });
  console.log(`PostgreSQL for tests listens on port ${embedded.port}.`);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void embedded.stop());
  await Promise.race([embedded.ended, untilIdle(embedded.owner)]);
  await embedded.stop();
  unlock();
  process.exit(0);
} catch (error) {
  sayError(error);
  process.exit(1);
}
