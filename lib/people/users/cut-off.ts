import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { mutate, unchanged } from '@/lib/protection/mutate';

/**
 * Says in the ledger how long after their deactivation somebody's open stream was cut off: one entry a stream, by the process that
 * had it open. Of a session that ended otherwise it says nothing.
 */
export async function noteCutOff(
  { orgId, sessionId }: { orgId: Id; sessionId: Id },
  requestId: string,
  nowMs: number = clock.nowMs(),
): Promise<void> {
  const action = 'session.cut_off';
  await mutate(systemContext(orgId, requestId), action, async (tx) => {
    const [ended] = await tx.sql<{ endedMs: number }[]>`
      select (extract(epoch from s.ended_at) * 1000)::float8 as "endedMs" from sessions s
      join users u on u.org_id = s.org_id and u.id = s.user_id
      where s.org_id = ${tx.orgId} and s.id = ${sessionId} and s.ended_at is not null and not u.active`;
    if (!ended) return unchanged();
    const afterMs = Math.max(0, Math.round(nowMs - ended.endedMs));
    return { value: undefined, entries: [{ action, subjectId: sessionId, facts: { afterMs } }] };
  });
}
