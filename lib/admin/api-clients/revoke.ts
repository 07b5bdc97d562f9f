import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { lockClient } from './find';
import { type ClientIdInput, clientIdSchema } from './schemas';

/**
 * Revokes a client for good: from its next call on, none of its tokens opens anything.
 * @throws forbidden; not_found; conflict when it is revoked already.
 */
export async function revokeClient(ctx: Context, input: ClientIdInput, at: Date = clock.now()): Promise<void> {
  const { id } = readInput(clientIdSchema, input);
  const action = 'api_client.revoke';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { name, ownerId } = await lockClient(tx, id);
    const revoked = tx.sql`
      update api_clients set revoked_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
    const to = { userIds: [ownerId].filter((owner) => owner !== ctx.actor.id) };
    const facts = { by: ctx.actor.name, client: name };
    const told = notify(tx, to, { kind: 'client.ended', subjectId: id, facts }, at);
    return { value: undefined, writes: [revoked, told], entries: [{ action, subjectId: id, facts: { name } }] };
  });
}
