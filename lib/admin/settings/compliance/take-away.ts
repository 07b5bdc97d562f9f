import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { askApproval } from '@/lib/people/approvals/ask';
import type { OrgRight } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { endHold, type HoldFacts } from './hold';

export interface TakenAway {
  /** For the event of the act: which approval ends the protection, and when it ends by itself. */
  facts: { approval: Id; protectedUntil: string } | Record<string, never>;
  entries: NewEntry[];
}

/** A compliance officer, or a second administrator. */
export const MAY_CONFIRM: readonly OrgRight[] = ['readWholeLedger', 'manageCompliance'];

const HOUR_MS = 60 * 60 * 1000;

/** What is to be unprotected. */
interface TakingAway {
  metadata: Pick<OrgMetadata, 'holdHours' | 'orgId'>;
  /** In words, and what ending it must know; `subjectId` of the field, module or org that it is about. */
  what: HoldFacts & { subjectId?: Id };
}

/**
 * Takes protection away the slow way: asks for a second person's word and starts the delay; without a delay it ends at once.
 * @param change the change of settings; what it unprotects is held by the approval it is given. It runs at once.
 */
export async function takeAway(
  tx: Tx,
  ctx: Context,
  { metadata: { holdHours, orgId }, what: { subjectId = orgId, ...what } }: TakingAway,
  change: (approval: Id) => Promise<void>,
): Promise<TakenAway> {
  if (holdHours === 0) {
    const approval = newId();
    await change(approval);
    return { facts: {}, entries: await endHold(tx, ctx, approval, what) };
  }
  const endsAt = new Date(clock.nowMs() + holdHours * HOUR_MS);
  const asked = { kind: 'compliance.take_away', subjectId, facts: what, who: MAY_CONFIRM, endsAt } as const;
  const { id, entry } = await askApproval(tx, ctx, asked);
  await change(id);
  return { facts: { approval: id, protectedUntil: endsAt.toISOString() }, entries: [entry] };
}
