import { z } from 'zod';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import {
  confirmMessages,
  confirmVisitors,
  isOpening,
  type SealedConversation,
} from '@/lib/protection/disclose/conversations';
import { mutate } from '@/lib/protection/mutate';
import { assertMayChat } from '../access';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf, VISITOR_FIELDS } from '../details';
import { withoutHidden } from '../hidden';
import { conversationKeys } from '../keys';
import { plainContact, spansAgain } from '../mask';
import { wordsOf } from '../messages/words';
import { MESSAGE_NAMES, toMessageBody } from '../seal';
import { chatSettings } from '../setup/settings';
import { hiddenTextsIn, seesHidden } from '../sight';
import { isSameVisitorValue, isSameWord, visitorTokensOf, wordTokensOf } from '../visitors/tokens';
import { assignedOf } from './assigned';

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
    const tokens = field === 'word' ? wordTokensOf(keys, value) : visitorTokensOf(keys, field, value);
    const found = await ownOf(tx, ctx, await candidates(tx, ctx, field, tokens));
    const ids =
      field === 'word'
        ? await saidIn(tx, ctx, found, value)
        : confirmVisitors(tx, ctx, found, {
            names: ENVELOPE_NAMES,
            isSame(values, conversation) {
              const whole = fromEnvelope(values);
              // By what is hidden from the asker nothing is found.
              const known = seesHidden(ctx, conversation) ? whole : plainContact(whole, hiddenOf(values));
              return isSameVisitorValue(field, known[field] ?? '', value);
            },
          });
    return { value: { ids }, entries: [{ action, fields: [field], facts: { found: ids.length } }] };
  });
}

interface Candidate {
  id: Id;
  status: ConversationStatus;
  operatorId: Id | null;
  operatorMac: Buffer | null;
  /** The asker's opening of it. */
  mac: Buffer | null;
  sessionId: Id | null;
  openedMs: number | null;
  visitorId: Id;
  wrappedKey: Buffer | null;
  keyForm: number;
  sealed: Buffer | null;
  sealVersion: number;
}

const candidates = (tx: Tx, ctx: Context, field: string, tokens: readonly Buffer[]): Promise<Candidate[]> => {
  const hex = tokens.map((token) => token.toString('hex'));
  return tx.sql<Candidate[]>`
    select c.id, c.status, c.operator_id as "operatorId", c.operator_mac as "operatorMac", c.visitor_id as "visitorId",
      r.mac, r.session_id as "sessionId", (extract(epoch from r.opened_at) * 1000)::double precision as "openedMs",
      c.wrapped_key as "wrappedKey", c.key_form as "keyForm", c.sealed, c.seal_version as "sealVersion"
    from chat_conversations c
    left join chat_readers r on r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = ${ctx.actor.id}
    where c.org_id = ${tx.orgId} and c.deleted_at is null
      and c.id in (
        select conversation_id from chat_tokens
        where org_id = ${tx.orgId} and field = ${field}
          and token = any(array(select decode(t, 'hex') from unnest(${hex}::text[]) as t)))
      and (c.operator_id = ${ctx.actor.id} or r.user_id is not null)
    order by c.id desc limit ${MOST}`.execute();
};

/** A token fits several words: those conversations in which exactly this one was said, and not hidden. */
async function saidIn(tx: Tx, ctx: Context, found: readonly SealedConversation[], word: string): Promise<Id[]> {
  const rows = await tx.sql<{ id: Id; conversationId: Id; sealed: Buffer; sealVersion: number }[]>`
    select id, conversation_id as "conversationId", sealed, seal_version as "sealVersion" from chat_messages
    where org_id = ${tx.orgId} and conversation_id = any(${found.map(({ id }) => id)}::bigint[]) and kind <> 'event'`;
  const said = (conversation: SealedConversation) => {
    const own = rows.filter(({ conversationId }) => conversationId === conversation.id);
    const known = hiddenTextsIn(conversation);
    const holds = (values: Record<string, StoredValue>) => {
      const { text, hidden = [] } = toMessageBody(values);
      const shown = wordsOf(withoutHidden(text, [...hidden, ...spansAgain(text, known)]));
      return shown.some((one) => isSameWord(one, word));
    };
    return confirmMessages(tx, ctx, { conversation, rows: own }, { names: MESSAGE_NAMES, holds });
  };
  // What is hidden in it has to be known, or nothing is found in it.
  const opens = new Set(confirmVisitors(tx, ctx, found, { names: [], isSame: () => true }));
  return found.filter((one) => (one.sealed === null || opens.has(one.id)) && said(one)).map(({ id }) => id);
}

/** Those that are the asker's own by what Careledger wrote, with their keys. */
async function ownOf(tx: Tx, ctx: Context, found: readonly Candidate[]) {
  const keys = await keysOf(tx);
  const userId = ctx.actor.id;
  const own = found
    .map((row) => ({ ...row, operatorId: assignedOf(keys, row) }))
    .filter(
      ({ id, operatorId, mac, sessionId, openedMs }) =>
        operatorId === userId ||
        (openedMs !== null && isOpening(keys, { conversationId: id, userId, sessionId, openedMs }, mac)),
    );
  return Promise.all(own.map(async (row) => ({ ...row, keys: await conversationKeys(tx, row) })));
}
