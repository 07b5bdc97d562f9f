import { z } from 'zod';
import type { Context } from '@/lib/context';
import type { ConversationStatus } from '@/lib/db/schema/chat';
import type { Tx } from '@/lib/db/transaction';
import { confirmVisitors } from '@/lib/disclose/conversations';
import { invalid } from '@/lib/errors';
import type { Id } from '@/lib/ids';
import { mutate } from '@/lib/mutate';
import { keysOf } from '@/lib/org-keys';
import { readInput } from '@/lib/read-input';
import { assertMayChat } from '../access';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf, VISITOR_FIELDS } from '../details';
import { conversationKeys } from '../keys';
import { plainContact } from '../mask';
import { chatSettings } from '../setup/settings';
import { seesHidden } from '../sight';
import { isSameVisitorValue, visitorTokenOf } from '../visitors/tokens';
import { wordToken } from './word-token';

export const searchSchema = z.object({
  field: z.enum([...VISITOR_FIELDS, 'word']),
  value: z
    .string()
    .trim()
    .min(2, { error: 'Give at least two characters.' })
    .max(254, { error: 'At most 254 characters.' }),
});

const MOST = 100;

/**
 * The asker's own conversations with a visitor of exactly this name, email or phone, or where exactly this word was said
 * (only where the org keeps a word index). An act of its own in the ledger, without what was searched for.
 * @returns ids, the newest first.
 * @throws forbidden; invalid
 */
export async function searchConversations(ctx: Context, input: z.input<typeof searchSchema>): Promise<{ ids: Id[] }> {
  const { field, value } = readInput(searchSchema, input);
  const action = 'conversation.search';
  return mutate(ctx, { action, fields: [field] }, async (tx) => {
    assertMayChat(ctx);
    const keys = await keysOf(tx);
    if (field === 'word' && !(await chatSettings(tx)).wordSearch) {
      throw invalid('Search by words is switched off.', { fields: { field: 'is switched off' } });
    }
    const token = field === 'word' ? wordToken(keys, value) : visitorTokenOf(keys, field, value);
    const found = await candidates(tx, ctx, field, token);
    const ids =
      field === 'word'
        ? found.map(({ id }) => id)
        : confirmVisitors(tx, ctx, await withKeys(tx, found), ENVELOPE_NAMES, (values, conversation) => {
            const whole = fromEnvelope(values);
            // By what is hidden from the asker nothing is found.
            const known = seesHidden(ctx, conversation) ? whole : plainContact(whole, hiddenOf(values));
            return isSameVisitorValue(field, known[field] ?? '', value);
          });
    return { value: { ids }, entries: [{ action, fields: [field], facts: { found: ids.length } }] };
  });
}

interface Candidate {
  id: Id;
  status: ConversationStatus;
  operatorId: Id | null;
  wrappedKey: Buffer | null;
  sealed: Buffer | null;
}

const candidates = (tx: Tx, ctx: Context, field: string, token: Buffer): Promise<Candidate[]> =>
  tx.sql<Candidate[]>`
    select c.id, c.status, c.operator_id as "operatorId", c.wrapped_key as "wrappedKey", c.sealed
    from chat_tokens t join chat_conversations c on c.org_id = t.org_id and c.id = t.conversation_id
    where t.org_id = ${tx.orgId} and t.field = ${field} and t.token = ${token} and c.deleted_at is null
      and (c.operator_id = ${ctx.actor.id} or exists (
        select 1 from chat_readers r where r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = ${ctx.actor.id}))
    order by c.id desc limit ${MOST}`.execute();

const withKeys = (tx: Tx, found: readonly Candidate[]) =>
  Promise.all(found.map(async (row) => ({ ...row, keys: await conversationKeys(tx, row) })));
