import { assertOrgRight } from '@/lib/auth/permissions';
import { hashSessionSecret, newSessionSecret } from '@/lib/auth/session-token';
import type { Context } from '@/lib/context';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { lockClient } from './find';
import { type ClientIdInput, clientIdSchema } from './schemas';

/**
 * Gives a client a new secret, shown once. The old one and every access token that was got with it end at once; refresh
 * tokens stay, since without the new secret they open nothing.
 * @throws forbidden; not_found; conflict when it is revoked.
 */
export async function rotateSecret(ctx: Context, input: ClientIdInput, at: Date = new Date()): Promise<string> {
  const { id } = readInput(clientIdSchema, input);
  const secret = newSessionSecret();
  const action = 'api_client.rotate_secret';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { name } = await lockClient(tx, id);
    const [ended] = await Promise.all([
      tx.sql`
        update api_tokens set ended_at = ${at.toISOString()}::timestamptz
        where org_id = ${tx.orgId} and client_id = ${id} and kind = 'access' and ended_at is null
          and expires_at > ${at.toISOString()}::timestamptz`,
      tx.sql`
        update api_clients set secret_hash = ${hashSessionSecret(secret)} where org_id = ${tx.orgId} and id = ${id}`,
    ]);
    const facts = { name, tokensEnded: ended.count };
    return { value: secret, entries: [{ action, subjectId: id, facts }] };
  });
}
