/**
 * What becomes of agreements by the clock. Guarantees: each reminder of each end is told once, and the end is an event once,
 * however many workers there are and however long none was there. The doors do not wait for this: they are closed by the
 * day itself (`lib/protection/agreements/covering.ts`).
 */

import { notify } from '@/lib/people/notices/notify';
import { dayOf } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import { inOrg, type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type KeptAgreement, onlyKept, readAgreements } from '@/lib/protection/agreements/kept';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { keepersOfAgreements } from './rights';

const DAY_MS = 86_400_000;
const REMIND_AT = [60, 30, 7] as const;

/** @returns of how many agreements something was told. */
export async function settleAgreements(orgId: Id, at: Date): Promise<number> {
  const until = dayOf(new Date(at.getTime() + REMIND_AT[0] * DAY_MS));
  const due = await inOrg(orgId, async (tx) => {
    const found = await readAgreements(
      tx,
      tx.sql`
      a.state = 'signed' and a.in_force_at is not null and a.ends_on <= ${until} and not exists (
        select from agreement_reminders r
        where r.org_id = a.org_id and r.agreement_id = a.id and r.ends_on = a.ends_on and r.days_before = 0)`,
    );
    return onlyKept(tx, found);
  });
  let told = 0;
  for (const agreement of due) {
    const days = daysUntil(agreement, at);
    if (days >= 0 ? await remind(orgId, agreement, days, at) : await end(orgId, agreement, at)) told += 1;
  }
  return told;
}

const daysUntil = ({ endsOn }: KeptAgreement, at: Date): number =>
  (Date.parse(`${endsOn}T00:00:00Z`) - Date.parse(`${dayOf(at)}T00:00:00Z`)) / DAY_MS;

/** Tells of an end to come: of all reminders that are due by now, once. */
const remind = (orgId: Id, agreement: KeptAgreement, days: number, at: Date): Promise<boolean> =>
  writeInOrg(orgId, 'touch', async (tx) => {
    const due = REMIND_AT.filter((before) => days <= before);
    // On its last day it still covers: 0 days says that it has ended.
    return due.length > 0 && (await isFirst(tx, agreement, due)) && tell(tx, agreement, Math.max(days, 1), at);
  });

const end = (orgId: Id, agreement: KeptAgreement, at: Date): Promise<boolean> => {
  const action = 'agreement.end';
  const { id, party, endsOn } = agreement;
  return mutate<boolean>(systemContext(orgId, `agreement-${id}`), { action, subjectId: id }, async (tx) => {
    const [still] = await tx.sql`
      select 1 from agreements where org_id = ${tx.orgId} and id = ${id} and state = 'signed' and ends_on = ${endsOn}
      for update`;
    if (!still || !(await isFirst(tx, agreement, [0]))) return unchanged(false);
    await tell(tx, agreement, 0, at);
    return { value: true, entries: [{ action, subjectId: id, facts: { party, endsOn } }] };
  });
};

/** Whether nobody told one of these before; they are told from now on. */
async function isFirst(tx: Tx, { id, endsOn }: KeptAgreement, days: readonly number[]): Promise<boolean> {
  const marked = await tx.sql`
    insert into agreement_reminders (org_id, agreement_id, ends_on, days_before)
    select ${tx.orgId}, ${id}, ${endsOn}::date, d from unnest(${days as number[]}::int[]) as d
    on conflict do nothing returning days_before`;
  return marked.length > 0;
}

async function tell(tx: Tx, { id, party }: KeptAgreement, days: number, at: Date): Promise<boolean> {
  await notify(tx, keepersOfAgreements('0'), { kind: 'agreement.ends', subjectId: id, facts: { party, days } }, at);
  return true;
}
