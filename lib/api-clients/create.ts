import { assertOrgRight } from '@/lib/auth/permissions';
import { hashSessionSecret, newSessionSecret } from '@/lib/auth/session-token';
import type { Context } from '@/lib/context';
import { type Id, newId } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import { readInput } from '@/lib/read-input';
import { assertInFuture, getOwnerName, namingTakenName } from './find';
import { newToken } from './new-token';
import { type NewClient, newClientSchema } from './schemas';
import { clientIdText } from './token-text';

/** What a program needs to get access tokens. Secret and refresh token are shown once; only their hashes are kept. */
export interface ClientCredentials {
  id: Id;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
}

/**
 * Adds an API client with a secret and a refresh token. Without scopes it may do nothing.
 * @throws forbidden; not_found for the owner; invalid with the fields; conflict when the name is taken.
 */
export async function createClient(ctx: Context, input: NewClient, at: Date = new Date()): Promise<ClientCredentials> {
  const { name, ownerId, scopes, allowedIps, expiresAt, callsPerMinute } = readInput(newClientSchema, input);
  const id = newId();
  const secret = newSessionSecret();
  const action = 'api_client.create';
  const refreshToken = await namingTakenName(() =>
    mutate(ctx, action, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertInFuture(expiresAt, at);
      const owner = await getOwnerName(tx, ownerId);
      const written = tx.sql`
        insert into api_clients (
          org_id, id, name, owner_id, secret_hash, scopes, allowed_ips, calls_per_minute, created_at, expires_at)
        values (${tx.orgId}, ${id}, ${name}, ${ownerId}, ${hashSessionSecret(secret)}, ${scopes}, ${allowedIps},
          ${callsPerMinute}, ${at.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`;
      const token = newToken(tx, { kind: 'refresh', clientId: id, scopes: null }, at);
      const facts = { name, owner, scopes: scopes.join(' ') };
      return {
        value: token.text,
        writes: [written, token.written],
        entries: [
          { action, subjectId: id, facts },
          { action: 'api_token.issue', subjectId: id, facts: { kind: 'refresh' } },
        ],
      };
    }),
  );
  return { id, clientId: clientIdText(ctx.orgId, id), clientSecret: secret, refreshToken };
}
