/** Writes without an event: when a session was last used, and nothing else. */

import { seenMac } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { writeInOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';

/** How exactly `last_seen_at` is kept: one write a minute at most. */
const TOUCH_EVERY_MS = 60_000;

/** Notes that a session was used. */
export async function touchSession(ctx: Context, lastSeenMs: number, nowMs: number = clock.nowMs()): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId === null || nowMs - lastSeenMs < TOUCH_EVERY_MS) return;
  const at = new Date(nowMs).toISOString();
  await writeInOrg(ctx.orgId, 'touch', async (tx) => {
    const mac = seenMac(await keysOf(tx), sessionId, nowMs);
    await tx.sql`
      update sessions set last_seen_at = ${at}::timestamptz, seen_mac = ${mac}
      where org_id = ${ctx.orgId} and id = ${sessionId} and ended_at is null and last_seen_at < ${at}::timestamptz`;
  });
}
