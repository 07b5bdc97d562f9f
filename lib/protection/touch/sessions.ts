/** Writes without an event: when a session was last used, and by which secret it is known. */

import { newSessionSecret, type SessionToken, seenMac, sessionDigest } from '@/lib/people/auth/session-token';
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

/**
 * Gives a session another secret, once somebody has shown in it who they are: the former one opens nothing from then on. What was
 * shown has its own event.
 * @returns its token; null where the session has ended
 */
export async function renewSecret({ orgId, actor, sessionId }: Context): Promise<SessionToken | null> {
  if (sessionId === null) return null;
  const secret = newSessionSecret();
  const userId = actor.id;
  return writeInOrg(orgId, 'touch', async (tx) => {
    const [row] = await tx.sql<{ createdMs: number }[]>`
      select (extract(epoch from created_at) * 1000)::double precision as "createdMs" from sessions
      where org_id = ${tx.orgId} and id = ${sessionId} and user_id = ${userId} and ended_at is null for update`;
    if (!row) return null;
    const digest = sessionDigest(await keysOf(tx), { sessionId, userId, createdMs: row.createdMs }, secret);
    await tx.sql`
      update sessions set secret_hash = ${digest} where org_id = ${tx.orgId} and id = ${sessionId}`;
    return { orgId, userId, sessionId, secret };
  });
}
