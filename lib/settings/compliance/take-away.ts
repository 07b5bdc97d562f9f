import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/transaction';
import { type Id, newId } from '@/lib/ids';
import type { NewEntry } from '@/lib/ledger/append';
import type { OrgMetadata } from '@/lib/modules/definition';
import { endHold, type HoldFacts } from './hold';

export interface TakenAway {
  /** For the event of the act: which approval ends the protection, and when it ends by itself. */
  facts: { approval: Id; protectedUntil: string } | Record<string, never>;
  entries: NewEntry[];
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * Takes protection away the slow way: asks for a second person's word and starts the delay.
 * @param what names of what is to be unprotected.
 * @param change the change of settings; what it unprotects is held by the approval it is given. It runs at once.
 */
export async function takeAway(
  tx: Tx,
  ctx: Context,
  { holdHours }: Pick<OrgMetadata, 'holdHours'>,
  what: HoldFacts,
  change: (approval: Id) => Promise<void>,
): Promise<TakenAway> {
  const approval = newId();
  await change(approval);
  if (holdHours === 0) return { facts: {}, entries: await endHold(tx, ctx, approval, what) };
  const endsAt = new Date(Date.now() + holdHours * HOUR_MS);
  return { facts: { approval, protectedUntil: endsAt.toISOString() }, entries: [] };
}
