import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { keepConnection, lockConnection } from './connection';
import { connectionIdSchema } from './schemas';

type Input = { id: Id };

/** Sends nothing until it is resumed; what changes meanwhile waits. @throws forbidden; not_found */
export const pauseConnection = (ctx: Context, input: Input) => setState(ctx, input, 'paused');

/** Sends again, what waited first: after a pause, and after it was suspended because it kept failing. @throws forbidden; not_found */
export const resumeConnection = (ctx: Context, input: Input) => setState(ctx, input, 'active');

/** Ends it for good: what waits is not sent, and its credentials are gone. @throws forbidden; not_found */
export const endConnection = (ctx: Context, input: Input) => setState(ctx, input, 'ended');

const ACTION = { paused: 'app.pause', active: 'app.resume', ended: 'app.end' } as const;

async function setState(ctx: Context, input: Input, state: keyof typeof ACTION): Promise<void> {
  const { id } = readInput(connectionIdSchema, input);
  const attempt = { action: ACTION[state], subjectId: id } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const { name, state: before } = await lockConnection(tx, id);
    const [health] = await tx.sql<{ suspended: boolean }[]>`
      select suspended_at is not null as suspended from app_health where org_id = ${tx.orgId} and connection_id = ${id}`;
    if (before === state && !health?.suspended) return unchanged();
    const isEnded = state === 'ended';
    await tx.sql`
      update app_connections set state = ${state}, ended_at = case when ${isEnded} then now() end,
        credentials = case when ${isEnded} then null else credentials end
      where org_id = ${tx.orgId} and id = ${id}`;
    if (state === 'active') {
      await tx.sql`
        update app_health set suspended_at = null, failures = 0, rests_until = null
        where org_id = ${tx.orgId} and connection_id = ${id}`;
      await tx.sql`select app.wake_dispatcher()`;
    }
    if (isEnded) {
      await tx.sql`
        update app_deliveries set state = 'skipped', reason = 'not_mapped', settled_at = now()
        where org_id = ${tx.orgId} and connection_id = ${id} and state = 'waiting'`;
    }
    await keepConnection(tx, id);
    return { value: undefined, entries: [{ ...attempt, facts: { name } }] };
  });
}
