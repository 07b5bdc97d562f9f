/** What making an extract is, whatever it is about: link and secret, and the row that knows a digest and a hash of them. */
import { hashPassword } from '@/lib/people/auth/password';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { newLinkSecret, newLinkToken, plainSecret } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type ExtractSubject, extractPath, linkDigest } from './secrets';

export interface MadeExtract {
  extractId: Id;
  /** Path and fragment of the one-time link. It and the secret are told now and never again. */
  path: string;
  secret: string;
  expiresAt: string;
}

export interface NewSecrets {
  extractId: Id;
  token: string;
  secret: string;
  secretHash: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of an extract that is about to be made. Hashing takes its time, so it is done before the transaction. */
export async function newSecrets(): Promise<NewSecrets> {
  const [token, secret, extractId] = [newLinkToken(), newLinkSecret(), newId()];
  return { extractId, token, secret, secretHash: await hashPassword(plainSecret(secret)) };
}

/** Starts writing the row; the statement is for `writes` of the act's mutation. */
export async function writeExtract(
  tx: Tx,
  ctx: Context,
  { extractId, token, secret, secretHash }: NewSecrets,
  { days, entryIds, ...about }: ExtractSubject & { days: number; entryIds: readonly Id[] },
): Promise<{ made: MadeExtract; written: PromiseLike<unknown> }> {
  const now = clock.nowMs();
  const expiresMs = now + days * DAY_MS;
  const expiresAt = new Date(expiresMs).toISOString();
  const linkHash = linkDigest(
    await keysOf(tx),
    { ...about, id: extractId, entryIds, secretHash, expiresMs },
    plainDigest(token),
  );
  const { recordId, module, entryId } = about.conversationId === null ? about : OF_NO_RECORD;
  const written = tx.sql`
    insert into extracts (
      org_id, id, conversation_id, record_id, module, entry_id, entry_ids, audience, link_hash, secret_hash, created_by,
      created_at, expires_at)
    values (
      ${tx.orgId}, ${extractId}, ${about.conversationId}, ${recordId}, ${module}, ${entryId},
      ${JSON.stringify(entryIds)}::jsonb, ${about.audience}, ${linkHash}, ${secretHash}, ${ctx.actor.id},
      ${new Date(now).toISOString()}, ${expiresAt})`.execute();
  return { made: { extractId, path: extractPath(tx.orgId, extractId, token), secret, expiresAt }, written };
}

const OF_NO_RECORD = { recordId: null, module: null, entryId: null };
