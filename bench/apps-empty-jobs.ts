import { Logger, runOnce } from 'graphile-worker';
import type { Sql } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';

/** As many as a connection is sent side by side (`limits.atOnce` of `lib/apps/connectors/webhook.ts`). */
const AT_ONCE = 16;

/** Seconds for so many jobs that do nothing. */
export async function emptyJobsSeconds(owner: Sql, count: number): Promise<number> {
  await owner`select graphile_worker.add_job('bench_empty') from generate_series(1, ${count})`;
  const began = performance.now();
  await runOnce({
    connectionString: env().DATABASE_OWNER_URL,
    concurrency: AT_ONCE,
    maxPoolSize: AT_ONCE + 1,
    logger: new Logger(() => () => {}),
    taskList: { bench_empty: async () => {} },
  });
  return (performance.now() - began) / 1_000;
}
