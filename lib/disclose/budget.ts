/**
 * The brake on disclosure. Guarantees: of one person, whatever door and program they take, no more records with personal
 * health data are disclosed in an hour and a day than the organisation allows, however many requests run side by side: a
 * record is counted in the transaction of its event, under a lock of the person's row, before it is opened. From half of
 * the budget on answers come slower, near its end and at it officers are told. Against: a person, or whoever has their
 * session or program, who reads the whole list. Not against: several people, or patience.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { BUDGET_LABELS, type BudgetKind, type DisclosureLimit, NEAR, shareOf, slowDownMs } from '../compliance/budgets';
import type { Context } from '../context';
import { type Tx, writeInOrg } from '../db/transaction';
import { CareledgerError, limited } from '../errors';
import { appendEntries, type NewEntry } from '../ledger/append';
import { metadataOf } from '../modules/metadata';
import { notify } from '../notices/notify';
import { keysOf } from '../org-keys';

/** Counts records in the transaction of their event. Gives entries to append with it. @throws limited when it is spent */
export type Spend = (tx: Tx, kind: BudgetKind, records: number) => Promise<NewEntry[]>;

/** The reason of a refusal at a spent budget; its fact `resetSeconds` says when it is free again. */
export const BUDGET_SPENT = 'BUDGET_SPENT';

/**
 * Runs an act that discloses: what it spends is counted, and its answer is held back when the budget runs low, without a
 * connection of the database. What it opens, it opens after this.
 */
export async function withBudget<T>(ctx: Context, act: (spend: Spend) => Promise<T>): Promise<T> {
  let share = 0;
  try {
    const value = await act(async (tx, kind, records) => {
      const spent = await spend(tx, ctx, kind, records);
      share = Math.max(share, spent.share);
      return spent.entries;
    });
    const ms = slowDownMs(share);
    if (ms > 0) await wait(ms);
    return value;
  } catch (error) {
    if (error instanceof CareledgerError && error.reason === BUDGET_SPENT) await tellSpent(ctx, error);
    throw error;
  }
}

/**
 * As `withBudget`, for what was read in a transaction that cannot count: call it before the answer leaves.
 * @throws limited when it is spent; the caller's refusal is the event.
 */
export function spendApart(ctx: Context, kind: BudgetKind, records: number): Promise<void> {
  if (records === 0) return Promise.resolve();
  return withBudget(ctx, (spendIn) =>
    writeInOrg(ctx.orgId, 'touch', async (tx) => {
      const entries = await spendIn(tx, kind, records);
      if (entries.length > 0) await appendEntries(tx, ctx, entries, await keysOf(tx));
    }),
  );
}

async function spend(
  tx: Tx,
  { actor }: Context,
  kind: BudgetKind,
  records: number,
): Promise<{ share: number; entries: NewEntry[] }> {
  const counted = actor.kind === 'user' || actor.kind === 'client';
  if (!counted || records === 0) return { share: 0, entries: [] };
  const { budgets } = await metadataOf(tx);
  const limit = budgets[kind];
  const used = await count(tx, actor.id, { kind, records, limit });
  if (!used) throw await spentError(tx, actor.id, { kind, records, limit });
  const share = shareOf(used, limit);
  const before = shareOf({ hour: used.hour - records, day: used.day - records }, limit);
  if (share < NEAR || before >= NEAR) return { share, entries: [] };
  const facts = { budget: kind, hour: used.hour, day: used.day, hourLimit: limit.hour, dayLimit: limit.day };
  await notify(tx, [{ right: 'readWholeLedger' }], {
    kind: 'budget.near',
    facts: { who: actor.name, what: inWords(kind, limit) },
  });
  return { share, entries: [{ action: 'budget.near', subjectId: actor.id, facts }] };
}

interface Asked {
  kind: BudgetKind;
  records: number;
  limit: DisclosureLimit;
}

/** One statement, so that two at once never both take the last. @returns what is used now; undefined over the limit. */
async function count(tx: Tx, userId: string, { kind, records, limit }: Asked): Promise<DisclosureLimit | undefined> {
  const hour = tx.sql`case when u.hour_start > now() - interval '1 hour' then u.hour_used else 0 end + ${records}`;
  const day = tx.sql`case when u.day_start > now() - interval '1 day' then u.day_used else 0 end + ${records}`;
  const [used] = await tx.sql<DisclosureLimit[]>`
    insert into disclosure_use as u (org_id, user_id, kind, hour_start, hour_used, day_start, day_used)
    select ${tx.orgId}, ${userId}, ${kind}, now(), ${records}, now(), ${records}
    where ${records}::int <= ${limit.hour}::int and ${records}::int <= ${limit.day}::int
    on conflict (org_id, user_id, kind) do update set
      hour_start = case when u.hour_start > now() - interval '1 hour' then u.hour_start else now() end,
      day_start = case when u.day_start > now() - interval '1 day' then u.day_start else now() end,
      hour_used = ${hour}, day_used = ${day}
    where ${hour} <= ${limit.hour} and ${day} <= ${limit.day}
    returning u.hour_used as hour, u.day_used as day`;
  return used;
}

async function spentError(tx: Tx, userId: string, { kind, records, limit }: Asked): Promise<CareledgerError> {
  const [row] = await tx.sql<{ dayFull: boolean; hourLeft: number; dayLeft: number }[]>`
    select day_start > now() - interval '1 day' and day_used + ${records} > ${limit.day} as "dayFull",
      ceil(extract(epoch from hour_start + interval '1 hour' - now()))::int as "hourLeft",
      ceil(extract(epoch from day_start + interval '1 day' - now()))::int as "dayLeft"
    from disclosure_use where org_id = ${tx.orgId} and user_id = ${userId} and kind = ${kind}`;
  if (records > limit.hour || records > limit.day) {
    const most = Math.min(limit.hour, limit.day);
    const message = `This is more than the ${most.toLocaleString('en-US')} ${BUDGET_LABELS[kind]} that one person may disclose at a time.`;
    return limited(message, { reason: BUDGET_SPENT, facts: { budget: kind, limit: most, resetSeconds: 3600 } });
  }
  const seconds = Math.max(1, (row?.dayFull ? row.dayLeft : row?.hourLeft) ?? 3600);
  const [number, per] = row?.dayFull ? [limit.day, 'a day'] : [limit.hour, 'an hour'];
  const message = `You have reached ${number.toLocaleString('en-US')} ${BUDGET_LABELS[kind]} ${per}. It goes on in ${waitInWords(seconds)}.`;
  return limited(message, { reason: BUDGET_SPENT, facts: { budget: kind, limit: number, resetSeconds: seconds } });
}

function waitInWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}

/** Tells officers of the stop, once an hour a person. */
async function tellSpent({ orgId, actor }: Context, { facts }: CareledgerError): Promise<void> {
  const kind = facts.budget as BudgetKind;
  await writeInOrg(orgId, 'touch', async (tx) => {
    const { budgets } = await metadataOf(tx);
    const told = await tx.sql`
      insert into disclosure_use as u (org_id, user_id, kind, hour_start, hour_used, day_start, day_used, told_at)
      values (${tx.orgId}, ${actor.id}, ${kind}, now(), 0, now(), 0, now())
      on conflict (org_id, user_id, kind) do update set told_at = now()
      where u.told_at is null or u.told_at < now() - interval '1 hour'
      returning 1`;
    if (told.length === 0) return;
    const what = inWords(kind, budgets[kind]);
    await notify(tx, [{ right: 'readWholeLedger' }], { kind: 'budget.spent', facts: { who: actor.name, what } });
  });
}

const inWords = (kind: BudgetKind, { hour, day }: DisclosureLimit): string =>
  `${hour.toLocaleString('en-US')} an hour or ${day.toLocaleString('en-US')} a day ${BUDGET_LABELS[kind]}`;
