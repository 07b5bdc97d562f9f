/** Writes without an event: the kept answers to writes of API clients, by which one sent again is done once, and nothing else. */
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** A write of an API client that may be sent again, by hashes of its key and of what it asks. */
export interface ApiRequestKey {
  orgId: Id;
  clientId: Id;
  keyHash: Buffer;
}

export interface KeptApiAnswer {
  requestHash: Buffer;
  /** Null while the first of them runs, and for good when its process died. */
  status: number | null;
  body: string | null;
}

/** Takes a key for the first request that names it. @returns null when taken; else what stands for the key since then. */
export async function claimApiRequest(
  { orgId, clientId, keyHash }: ApiRequestKey,
  requestHash: Buffer,
  at: Date,
): Promise<KeptApiAnswer | null> {
  return writeInOrg(orgId, 'touch', async ({ sql }) => {
    const claimed = await sql`
      insert into api_answers as a (org_id, client_id, key_hash, request_hash, created_at)
      values (${orgId}, ${clientId}, ${keyHash}, ${requestHash}, ${at.toISOString()}::timestamptz)
      on conflict (org_id, client_id, key_hash) do update
        set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null
        where a.created_at <= excluded.created_at - interval '24 hours'
      returning 1`;
    if (claimed.length > 0) return null;
    const [kept] = await sql<KeptApiAnswer[]>`
      select request_hash as "requestHash", status, body from api_answers
      where org_id = ${orgId} and client_id = ${clientId} and key_hash = ${keyHash}`;
    return kept ?? { requestHash, status: null, body: null };
  });
}

/**
 * Keeps the answer to a claimed request.
 * @param body ids and words of ours, never a value.
 * @param requestHash of a request that is known whole only at its end
 */
export async function keepApiAnswer(
  key: ApiRequestKey,
  status: number,
  body: string,
  requestHash: Buffer | null = null,
): Promise<void> {
  await writeInOrg(key.orgId, 'touch', async ({ sql }) => {
    await sql`
      update api_answers set status = ${status}, body = ${body},
        request_hash = coalesce(${requestHash}::bytea, request_hash)
      where org_id = ${key.orgId} and client_id = ${key.clientId} and key_hash = ${key.keyHash}`;
  });
}

/** Gives a key back when its request wrote nothing. */
export async function releaseApiRequest(key: ApiRequestKey): Promise<void> {
  await writeInOrg(key.orgId, 'touch', async ({ sql }) => {
    await sql`
      delete from api_answers
      where org_id = ${key.orgId} and client_id = ${key.clientId} and key_hash = ${key.keyHash} and status is null`;
  });
}
