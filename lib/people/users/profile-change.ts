import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { notify } from '@/lib/people/notices/notify';
import type { ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { GainedField } from './field-rights';
import { isSecond, readingGained } from './reading';

/** Rights of a profile that a second person has to confirm, or that wait for a time. */
export interface WaitingRights {
  granted: readonly string[];
  fields: readonly GainedField[];
  /** Of both, for people. */
  names: readonly string[];
  endsAt?: Date;
}

interface ChangedRights {
  id: Id;
  name: string;
  before: ProfileRights;
  now: ProfileRights;
  waiting: WaitingRights | null;
  /** Names of fields that come to be seen by those who may reveal. */
  shown?: readonly string[];
}

/** Tells of a profile by which more is read, asks for what waits, and remembers whose right to confirm was taken away. */
export async function noteProfileChange(
  tx: Tx,
  ctx: Context,
  { id, name, before, now, waiting, shown = [] }: ChangedRights,
  at: Date,
): Promise<NewEntry[]> {
  if (isSecond(before) && !isSecond(now)) await rememberHolders(tx, ctx, id, at);
  if (waiting) {
    const { granted, names, endsAt } = waiting;
    const fields = waiting.fields.map((field) => `${field.id}:${field.right}`);
    const facts = { subject: name, why: names.join(', '), granted, ...(fields.length > 0 && { fields }) };
    const asked = {
      kind: 'profile.grant',
      subjectId: id,
      facts,
      who: SECOND_PERSONS,
      ...(endsAt && { endsAt }),
    } as const;
    return [(await askApproval(tx, ctx, asked, at)).entry];
  }
  const gained = [...readingGained(before, now), ...shown];
  if (gained.length > 0) {
    const facts = { by: ctx.actor.name, subject: name, why: gained.join(', ') };
    const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
    await notify(tx, officers, { kind: 'profile.changed', subjectId: id, facts }, at);
  }
  return [];
}

/** Those whose right to confirm went with the profile's count as taken away by who changed it. */
async function rememberHolders(tx: Tx, ctx: Context, profileId: Id, at: Date): Promise<void> {
  const holders = await tx.sql<{ id: Id }[]>`
    select id from users where org_id = ${tx.orgId} and profile_id = ${profileId} and active`;
  const rows = holders.map((holder) => ({ id: newId(), userId: holder.id }));
  await tx.sql`
    insert into account_changes (org_id, id, user_id, by_id, what, was_second, at)
    select ${tx.orgId}, r.id, r."userId", ${ctx.actor.id}, 'rights', true, ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, "userId" bigint)`;
}
