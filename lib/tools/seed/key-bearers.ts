/**
 * Makes keyed digests of those that older versions stored without a key, so that programs, visitors and holders of an
 * extract's link keep what they have. Sessions are not taken over: whoever was signed in signs in again.
 */
import { type TokenBound, tokenDigest } from '@/lib/admin/api-clients/token-text';
import { type ExtractBound, linkDigest } from '@/lib/admin/audit/extracts/secrets';
import { visitorDigest } from '@/lib/chat/visitors/token';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

interface Digest {
  id: Id;
  digest: string;
}

/** For an org that has no keyed checks yet, in the transaction that makes them. */
export async function keyBearers(tx: Tx, keys: OrgKeys): Promise<void> {
  const hex = (digest: Buffer) => digest.toString('hex');
  const tokens = await tx.sql<(TokenBound & { stored: Buffer })[]>`
    select id, client_id as "clientId", kind, scopes, secret_hash as stored,
      (extract(epoch from expires_at) * 1000)::double precision as "expiresMs"
    from api_tokens where org_id = ${tx.orgId}`;
  const tokenDigests = tokens.map((one) => ({ id: one.id, digest: hex(tokenDigest(keys, one, one.stored)) }));
  await tx.sql`
    update api_tokens t set secret_hash = decode(d.digest, 'hex')
    from ${digests(tx, tokenDigests)} where t.org_id = ${tx.orgId} and t.id = d.id`;

  const extracts = await tx.sql<(ExtractBound & { stored: Buffer })[]>`
    select id, conversation_id as "conversationId", entry_ids as "entryIds", secret_hash as "secretHash",
      (extract(epoch from expires_at) * 1000)::double precision as "expiresMs", link_hash as stored
    from extracts where org_id = ${tx.orgId}`;
  const linkDigests = extracts.map((one) => ({ id: one.id, digest: hex(linkDigest(keys, one, one.stored)) }));
  await tx.sql`
    update extracts e set link_hash = decode(d.digest, 'hex')
    from ${digests(tx, linkDigests)} where e.org_id = ${tx.orgId} and e.id = d.id`;

  const visitors = await tx.sql<{ id: Id; stored: Buffer }[]>`
    select id, secret_hash as stored from chat_visitors where org_id = ${tx.orgId} and ended_at is null`;
  const visitorDigests = visitors.map(({ id, stored }) => ({ id, digest: hex(visitorDigest(keys, id, stored)) }));
  await tx.sql`
    update chat_visitors v
    set secret_hash = decode(d.digest, 'hex'), next_secret_hash = null, old_secret_hash = null
    from ${digests(tx, visitorDigests)} where v.org_id = ${tx.orgId} and v.id = d.id`;
}

const digests = (tx: Tx, rows: readonly Digest[]) =>
  tx.sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as d (id bigint, digest text)`;
