import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { lockConnection } from '../connections/connection';
import { connectionIdSchema, deliveryIdSchema } from '../connections/schemas';

/** Sends one again that was given up, under the key it had, as its record is now. @throws forbidden; not_found */
export async function replayDelivery(ctx: Context, input: { id: Id; deliveryId: Id }): Promise<void> {
  const { id, deliveryId } = readInput(deliveryIdSchema, input);
  if ((await replay(ctx, id, deliveryId)) === 0) throw notFound('A delivery that was given up');
}

/** Sends all again that were given up. @returns how many. @throws forbidden; not_found */
export async function replayAll(ctx: Context, input: { id: Id }): Promise<number> {
  const { id } = readInput(connectionIdSchema, input);
  return replay(ctx, id, null);
}

async function replay(ctx: Context, id: Id, deliveryId: Id | null): Promise<number> {
  const attempt = { action: 'app.replay', subjectId: id } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    const { name } = await lockConnection(tx, id);
    // Tried before, so that it is not one with a change that waits.
    const again = await tx.sql<{ recordId: Id }[]>`
      update app_deliveries set state = 'waiting', tries = 1, due_at = now(), settled_at = null, reason = null, sent_fields = null
      where org_id = ${tx.orgId} and connection_id = ${id} and state = 'failed'
        and (${deliveryId}::bigint is null or id = ${deliveryId})
      returning record_id as "recordId"`;
    if (again.length === 0) return unchanged(0);
    await tx.sql`select app.wake_dispatcher()`;
    const facts = { name, deliveries: again.length };
    return { value: again.length, entries: [{ ...attempt, facts }] };
  });
}
