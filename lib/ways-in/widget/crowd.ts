/** New conversations from an address where there are many: with a proof of work, and told to whoever manages chat. */

import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { tokenOf } from '@/lib/platform/crypto/blind-index';
import type { OrgKeys } from '@/lib/platform/crypto/org-keys';
import { challengeOf, makeChallenge, readProof, type Sign } from '@/lib/platform/crypto/proof-of-work';
import { inOrg } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate } from '@/lib/protection/mutate';
import { touchSpentProof } from '@/lib/protection/touch/widget';
import { addressKey, crowding } from './rate-limits';

/** A quarter of a second of a phone's work; doubled each time the address doubles its share. */
const FIRST_BITS = 13;
const MOST_BITS = 20;
const TOLD_EVERY_MS = 60 * 60_000;

export interface Newcomer {
  orgId: Id;
  address: string | null;
  /** Header `x-proof`. */
  proof: string | null;
}

/**
 * Lets a new conversation of an address through: the first ones of an hour as they are, the others for a proof.
 * @throws limited with a challenge, where a proof is needed and is not there, not right, or was used before
 */
export async function assertNoFlood({ orgId, address, proof }: Newcomer): Promise<void> {
  const shares = await crowding('conversation', address);
  if (shares <= 1) return;
  await tellOnce(orgId);
  const keys = await inOrg(orgId, keysOf);
  const place = addressKey(address);
  const proven = proof === null ? null : readProof(signBy(keys), place, proof);
  if (proof !== null && proven && (await touchSpentProof(orgId, spentToken(keys, proof), proven.until))) return;
  const bits = Math.min(MOST_BITS, FIRST_BITS + Math.floor(Math.log2(shares)));
  throw limited('Many chats begin from your network. Try again in a moment.', {
    reason: 'PROOF',
    facts: { retryAfter: 1, challenge: makeChallenge(signBy(keys), place, bits) },
  });
}

const signBy =
  (keys: OrgKeys): Sign =>
  (text) =>
    tokenOf(keys, 'chat-proof', text, 256);

/** What a used challenge goes by. */
const spentToken = (keys: OrgKeys, proof: string): Buffer => tokenOf(keys, 'chat-proof-spent', challengeOf(proof), 128);

const told = once('ways-in/widget/crowd', () => new Map<Id, number>());

/** Once an hour. Not which address: it is visitors'. */
async function tellOnce(orgId: Id): Promise<void> {
  const now = clock.nowMs();
  if ((told.get(orgId) ?? 0) > now - TOLD_EVERY_MS) return;
  told.set(orgId, now);
  const action = 'chat_limit.reach';
  await mutate(systemContext(orgId, 'chat-limits'), action, async (tx) => {
    await notify(tx, { right: 'manageChat' }, { kind: 'chat.crowded' });
    return { value: undefined, entries: [{ action, facts: { limit: 'conversations of one address' } }] };
  });
}
