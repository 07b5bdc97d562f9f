import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { conflict } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { actsForItself } from './create';
import { getOwnerName, lockClient } from './find';
import { type ClientIdInput, clientIdSchema } from './schemas';
import { tellOwner } from './tell-owner';

/**
 * Gives a client a new secret. The old one and every access token that was got with it end at once; refresh tokens stay,
 * since without the new secret they open nothing. To its owner it is shown, once. Whoever else asks for it never sees it:
 * the client waits until its owner accepts it anew and is given one.
 * @returns null where the owner has to accept it.
 * @throws forbidden; not_found; conflict when it is revoked, or waits for its owner already.
 */
export async function rotateSecret(ctx: Context, input: ClientIdInput, at: Date = clock.now()): Promise<string | null> {
  const { id } = readInput(clientIdSchema, input);
  const secret = newSessionSecret();
  const action = 'api_client.rotate_secret';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    const [owned] = await tx.sql<{ ownerId: string }[]>`
      select owner_id as "ownerId" from api_clients where org_id = ${tx.orgId} and id = ${id}`;
    const isOwn = owned !== undefined && actsForItself(ctx, owned.ownerId);
    if (!isOwn) assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const client = await lockClient(tx, id);
    const { name, ownerId } = client;
    if (isOwn && client.waits) throw conflict('Accept this program first: you are given its secret then.');
    const now = at.toISOString();
    const [ended] = await Promise.all([
      tx.sql`
        update api_tokens set ended_at = ${now}::timestamptz
        where org_id = ${tx.orgId} and client_id = ${id} and kind = 'access' and ended_at is null
          and expires_at > ${now}::timestamptz`,
      tx.sql`
        update api_clients set secret_hash = ${plainDigest(secret)}, secret_due = ${!isOwn},
          accepted_at = case when ${isOwn} then accepted_at end, asked_by = ${isOwn ? client.askedBy : ctx.actor.id}
        where org_id = ${tx.orgId} and id = ${id}`,
    ]);
    const facts = { name, tokensEnded: ended.count, waits: !isOwn };
    const told = isOwn
      ? []
      : [
          tellOwner(
            tx,
            ctx,
            { id, name, ownerId, owner: await getOwnerName(tx, ownerId), what: 'gave a new secret to' },
            at,
          ),
        ];
    return { value: isOwn ? secret : null, writes: told, entries: [{ action, subjectId: id, facts }] };
  });
}
