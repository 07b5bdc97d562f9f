import { clock } from '@/lib/platform/clock';
import { isUnkeyedDigest } from '@/lib/platform/crypto/bearer-mac';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { tellForeignBearer } from '@/lib/protection/integrity/bearer';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { clientContext, type TokenRequest, undefinedIfMissing } from './client-context';
import { oauthError } from './oauth-error';
import { isTokenSecret, readTokenText, type TokenKind, type TokenText } from './token-text';

/**
 * Ends a token; a refresh token with all access tokens that came from it. Whoever holds one may end it. One that has
 * ended already stays as it is.
 * @throws invalid `invalid_code` when it is no token of ours.
 */
export async function revokeToken(
  text: string,
  request: TokenRequest = { requestId: `revoke-${newId()}`, ip: null },
  at: Date = clock.now(),
): Promise<void> {
  const token = readTokenText('refresh', text) ?? readTokenText('access', text);
  const holder = token && (await findHolder(token));
  if (!token || !holder) throw oauthError('invalid_code');
  const keys = await keysOfOrg(token.orgId);
  if (!isTokenSecret(keys, { ...holder, id: token.id }, token.secret, holder.secretHash)) {
    if (isUnkeyedDigest(token.secret, holder.secretHash)) await tellForeignBearer(token.orgId, token.id);
    throw oauthError('invalid_code');
  }
  const action = 'api_token.revoke';
  await mutate(clientContext(token.orgId, holder, request), { action, subjectId: holder.clientId }, async (tx) => {
    const ended = await tx.sql`
      update api_tokens set ended_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and client_id = ${holder.clientId} and ended_at is null
        and (id = ${token.id} or parent_id = ${token.id})`;
    if (ended.count === 0) return unchanged();
    const facts = { kind: holder.kind, tokensEnded: ended.count };
    return { value: undefined, entries: [{ action, subjectId: holder.clientId, facts }] };
  });
}

interface Holder {
  secretHash: Buffer;
  kind: TokenKind;
  scopes: string[] | null;
  expiresMs: number | null;
  clientId: Id;
  name: string;
  ownerId: Id;
}

function findHolder({ orgId, id }: TokenText): Promise<Holder | undefined> {
  return undefinedIfMissing(
    inOrg(orgId, async (tx) => {
      const [row] = await tx.sql<Holder[]>`
        select t.secret_hash as "secretHash", t.kind, t.scopes,
          (extract(epoch from t.expires_at) * 1000)::double precision as "expiresMs", c.id as "clientId", c.name, c.owner_id as "ownerId"
        from api_tokens t join api_clients c on c.org_id = t.org_id and c.id = t.client_id
        where t.org_id = ${orgId} and t.id = ${id} and t.kind <> 'code'`;
      return row;
    }),
  );
}
