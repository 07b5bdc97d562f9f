/** The keyrings of conversations in use, kept in the process for a few minutes: a purge elsewhere ends them too. */
import { clock } from '@/lib/platform/clock';
import { type KeyOwner, openConversationKey } from '@/lib/platform/crypto/conversation-key';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { keysOf } from '@/lib/platform/org-keys';

const KEPT = 4_000;
const KEPT_MS = 5 * 60_000;

interface Kept {
  wrapped: Buffer;
  visitorId: Id;
  keys: OrgKeys;
  until: number;
}

const keyrings = once('chat/keys', () => new Map<Id, Kept>());

/** What is sealed of a conversation is sealed with this. @throws not_found when it was purged */
export async function conversationKeys(
  tx: Tx,
  { wrappedKey, ...owner }: KeyOwner & { wrappedKey: Buffer | null; keyForm: number },
): Promise<OrgKeys> {
  if (!wrappedKey) throw notFound('The conversation');
  const now = clock.nowMs();
  const { id, visitorId } = owner;
  const kept = keyrings.get(id);
  const isSame = kept?.visitorId === visitorId && kept.wrapped.equals(wrappedKey);
  if (kept && isSame && kept.until > now) return kept.keys;
  const keys = openConversationKey(await keysOf(tx), owner, wrappedKey);
  // The oldest stands first: a map keeps the order in which its entries came.
  keyrings.delete(id);
  if (keyrings.size >= KEPT) keyrings.delete(keyrings.keys().next().value ?? '');
  keyrings.set(id, { wrapped: wrappedKey, visitorId, keys, until: now + KEPT_MS });
  return keys;
}
