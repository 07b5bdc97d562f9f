import { notify } from '@/lib/people/notices/notify';
import type { OrgRight } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { keepApproval } from './kept';
import { type ApprovalKind, type Facts, kindOfApproval } from './kinds';

export interface NewApproval {
  kind: ApprovalKind;
  subjectId: Id;
  facts?: Facts;
  /** Whoever has one of these rights may confirm, but for the asker and the person concerned. */
  who: readonly OrgRight[];
  /** When it takes effect by itself; without, it waits for a person. */
  endsAt?: Date;
}

/**
 * Lets something wait for a second person or for its time, and tells those who may confirm. Gives its id and the entry
 * that belongs to the act's own.
 */
export async function askApproval(
  tx: Tx,
  ctx: Context,
  { kind, subjectId, facts = {}, who, endsAt }: NewApproval,
  at: Date = clock.now(),
): Promise<{ id: Id; entry: NewEntry }> {
  const id = newId();
  const what = kindOfApproval(kind).words(facts);
  const asked = { id, kind, subjectId, facts, who, askedBy: ctx.actor.id, endsMs: endsAt ? endsAt.getTime() : null };
  await Promise.all([
    keepApproval(tx, asked),
    tx.sql`
      insert into approvals (org_id, id, kind, subject_id, facts, who, asked_by, asked_at, ends_at, state)
      values (${tx.orgId}, ${id}, ${kind}, ${subjectId}, ${JSON.stringify(facts)}::jsonb, ${who as string[]},
        ${ctx.actor.id}, ${at.toISOString()}::timestamptz, ${endsAt?.toISOString() ?? null}::timestamptz, 'waiting')`,
    notify(
      tx,
      who.map((right) => ({ right, except: ctx.actor.id })),
      { kind: 'approval.asked', subjectId: id, facts: { by: ctx.actor.name, what } },
      at,
    ),
  ]);
  return { id, entry: { action: 'approval.ask', subjectId, facts: { kind, what, approval: id } } };
}
