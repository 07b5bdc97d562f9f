import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { chatSettings } from '../setup/settings';
import { chatBits, wordToken, wordTokensOf } from '../visitors/tokens';

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;
const SHORTEST = 3;
const MOST = 500;

/** The different words of a text that are long enough to be searched for. Pure. */
export function wordsOf(text: string): string[] {
  const words = (text.match(WORD) ?? []).map((word) => word.toLowerCase()).filter((word) => word.length >= SHORTEST);
  return [...new Set(words)].slice(0, MOST);
}

/**
 * Keeps the words of a message findable, where the org chose so: tokens tell how often a word occurs and in which
 * conversations together, so the index is off by default.
 */
export async function indexWords(tx: Tx, conversationId: Id, text: string): Promise<void> {
  if (!(await chatSettings(tx)).wordSearch) return;
  const keys = await keysOf(tx);
  const bits = await chatBits(tx, 'word');
  const tokens = wordsOf(text).map((word) => wordToken(keys, word, bits).toString('hex'));
  await tx.sql`
    insert into chat_tokens (org_id, field, token, conversation_id)
    select distinct ${tx.orgId}::bigint, 'word', decode(t, 'hex'), ${conversationId}::bigint
    from unnest(${tokens}::text[]) as t
    on conflict do nothing`;
}

/** What is hidden is found by its words no more. */
export async function forgetWords(tx: Tx, conversationId: Id, hidden: string): Promise<void> {
  const keys = await keysOf(tx);
  const tokens = wordsOf(hidden).flatMap((word) => wordTokensOf(keys, word).map((token) => token.toString('hex')));
  await tx.sql`
    delete from chat_tokens
    where org_id = ${tx.orgId} and conversation_id = ${conversationId} and field = 'word'
      and token in (select decode(t, 'hex') from unnest(${tokens}::text[]) as t)`;
}
