import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { chatIdsOf } from '@/lib/protection/ledger/chat-ids';
import { findEntries } from '@/lib/protection/ledger/queries';
import { mutate } from '@/lib/protection/mutate';
import { type MadeExtract, newSecrets, writeExtract } from './make';
import { type NewExtract, newExtractSchema } from './schemas';

/**
 * Makes an extract of chosen entries about one conversation, for an operator or the visitor.
 * @throws forbidden without the right to export the audit log; invalid where an entry is not there, not to be seen by the
 * asker, or about another conversation
 */
export async function createExtract(ctx: Context, input: NewExtract): Promise<MadeExtract> {
  const { conversationId, entryIds, audience, days } = readInput(newExtractSchema, input);
  const chosen = [...new Set(entryIds)];
  const secrets = await newSecrets();
  const attempt = { action: 'chat_extract.create', subjectId: conversationId } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'exportLedger');
    assertFresh(ctx);
    const entries = await findEntries(tx, ctx, chosen);
    const ids = entries.map(chatIdsOf);
    if (entries.length < chosen.length || ids.some((one) => one.conversationId !== conversationId)) {
      throw invalid('Choose entries of this one conversation.', {
        fields: { entryIds: 'are not of this conversation' },
      });
    }
    const held = { conversationId, audience, days, entryIds: entries.map(({ id }) => id) };
    const { made, written } = await writeExtract(tx, ctx, secrets, held);
    const visitId = ids.find((one) => one.visitId)?.visitId;
    const { extractId, expiresAt } = made;
    const facts = { extractId, audience, entries: entries.length, expiresAt, ...(visitId && { visitId }) };
    return { value: made, writes: [written], entries: [{ ...attempt, facts }] };
  });
}
