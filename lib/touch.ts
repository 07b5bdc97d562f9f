/** Writes without an event, to the ephemeral columns named here and to nothing else. */
import type { Context } from '@/lib/context';
import { inOrg } from '@/lib/db/transaction';

/** How exactly `last_seen_at` is kept: one write a minute at most. */
const TOUCH_EVERY_MS = 60_000;

/** Notes that a session was used. */
export async function touchSession(ctx: Context, lastSeenMs: number, nowMs: number = Date.now()): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null || nowMs - lastSeenMs < TOUCH_EVERY_MS) return;
  const at = new Date(nowMs).toISOString();
  await inOrg(ctx.orgId, async (tx) => {
    await tx.sql`
      update sessions set last_seen_at = ${at}::timestamptz
      where org_id = ${ctx.orgId} and id = ${sessionId} and ended_at is null and last_seen_at < ${at}::timestamptz`;
  });
}
