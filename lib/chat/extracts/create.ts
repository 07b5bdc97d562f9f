import { hashPassword } from '@/lib/people/auth/password';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { newLinkSecret, newLinkToken, plainSecret } from '@/lib/platform/crypto/one-time-link';
import { invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { chatIdsOf } from '@/lib/protection/ledger/chat-ids';
import { findEntries } from '@/lib/protection/ledger/queries';
import { mutate } from '@/lib/protection/mutate';
import { type NewExtract, newExtractSchema } from './schemas';
import { extractPath, linkDigest } from './secrets';

export interface MadeExtract {
  extractId: Id;
  /** Path and fragment of the one-time link. It and the secret are told now and never again. */
  path: string;
  secret: string;
  expiresAt: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes an extract of chosen entries about one conversation, for an operator or the visitor.
 * @throws forbidden without the right to export the audit log; invalid where an entry is not there, not to be seen by the
 * asker, or about another conversation
 */
export async function createExtract(ctx: Context, input: NewExtract): Promise<MadeExtract> {
  const { conversationId, entryIds, audience, days } = readInput(newExtractSchema, input);
  const chosen = [...new Set(entryIds)];
  const [token, secret, extractId] = [newLinkToken(), newLinkSecret(), newId()];
  const secretHash = await hashPassword(plainSecret(secret));
  const attempt = { action: 'chat_extract.create', subjectId: conversationId } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'exportLedger');
    const entries = await findEntries(tx, ctx, chosen);
    const ids = entries.map(chatIdsOf);
    if (entries.length < chosen.length || ids.some((one) => one.conversationId !== conversationId)) {
      throw invalid('Choose entries of this one conversation.', {
        fields: { entryIds: 'are not of this conversation' },
      });
    }
    const now = clock.nowMs();
    const expiresMs = now + days * DAY_MS;
    const expiresAt = new Date(expiresMs).toISOString();
    const bound = { id: extractId, conversationId, entryIds: entries.map(({ id }) => id), secretHash, expiresMs };
    const linkHash = linkDigest(await keysOf(tx), bound, plainDigest(token));
    const written = tx.sql`
      insert into chat_extracts (
        org_id, id, conversation_id, entry_ids, audience, link_hash, secret_hash, created_by, created_at, expires_at)
      values (
        ${tx.orgId}, ${extractId}, ${conversationId}, ${JSON.stringify(bound.entryIds)}::jsonb, ${audience},
        ${linkHash}, ${secretHash}, ${ctx.actor.id}, ${new Date(now).toISOString()}, ${expiresAt})`.execute();
    const visitId = ids.find((one) => one.visitId)?.visitId;
    const facts = { extractId, audience, entries: entries.length, expiresAt, ...(visitId && { visitId }) };
    return {
      value: { extractId, path: extractPath(tx.orgId, extractId, token), secret, expiresAt },
      writes: [written],
      entries: [{ ...attempt, facts }],
    };
  });
}
