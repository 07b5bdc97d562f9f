/** The worker says that it lives: not that its process is there, but that it reaches the database and its loop turns. */
import { inTransaction } from '@/lib/platform/db/transaction';
import { log } from '@/lib/platform/log';

const BEAT_EVERY_MS = 5_000;

/** Beats at once, then every five seconds. @returns what ends it. */
export async function startHeartbeat(): Promise<() => void> {
  await beat();
  const timer = setInterval(() => {
    // The next one may pass; who reads sees how old the last is.
    void beat().catch(() => log.warn({ event: 'worker.no_heartbeat' }));
  }, BEAT_EVERY_MS);
  return () => clearInterval(timer);
}

async function beat(): Promise<void> {
  await inTransaction(
    (sql) => sql`
      insert into limits.heartbeats (name, beat_at) values ('worker', now())
      on conflict (name) do update set beat_at = excluded.beat_at`,
  );
}
