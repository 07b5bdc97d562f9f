/** When a session ends by itself. The clock is the caller's. */
import { z } from 'zod';
import type { Tx } from '@/lib/platform/db/transaction';
import type { StoredSetting } from '@/lib/protection/integrity/setting';

export const sessionPolicySchema = z.object({
  idleMinutes: z
    .int({ error: 'Give whole minutes.' })
    .min(5, { error: 'At least 5 minutes.' })
    .max(240, { error: 'At most 240 minutes.' }),
  longestHours: z
    .int({ error: 'Give whole hours.' })
    .min(1, { error: 'At least 1 hour.' })
    .max(72, { error: 'At most 72 hours.' }),
});

export type SessionPolicy = z.infer<typeof sessionPolicySchema>;

/** Automatic logoff after 15 minutes (45 CFR 164.312(a)(2)(iii)); one working day at most. */
export const DEFAULT_SESSION_POLICY: SessionPolicy = { idleMinutes: 15, longestHours: 12 };

/** How long the cookie may live: the longest session any policy allows. The rows decide earlier. */
export const COOKIE_MAX_AGE_SECONDS = 72 * 60 * 60;

/** While what is stored is not what Careledger wrote. */
const STRICTEST: SessionPolicy = { idleMinutes: 5, longestHours: 1 };

/** The policy as stored; the default when there is none. */
export function sessionPolicyOf(stored: StoredSetting): SessionPolicy {
  if (stored.state === 'not_kept') return STRICTEST;
  const parsed = sessionPolicySchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return parsed.success ? parsed.data : DEFAULT_SESSION_POLICY;
}

/** The policy of a session that an offline kit opened: an hour at most, whatever the organisation lets others have. */
export const withinAnHour = (policy: SessionPolicy): SessionPolicy => ({ ...policy, longestHours: 1 });

/** The same, of `sessions s`, for lists of those that live. */
export const withinKitsHour = (tx: Tx, at: Date) =>
  tx.sql`(s.signed_in_by is distinct from 'offline_kit'
    or s.created_at > ${new Date(at.getTime() - 3_600_000).toISOString()}::timestamptz)`;

/** Why a session is over at `nowMs`, or null while it lives. */
export function lapseOf(
  session: { createdMs: number; lastSeenMs: number },
  policy: SessionPolicy,
  nowMs: number,
): 'idle' | 'expired' | null {
  if (nowMs - session.createdMs >= policy.longestHours * 3_600_000) return 'expired';
  if (nowMs - session.lastSeenMs >= policy.idleMinutes * 60_000) return 'idle';
  return null;
}
