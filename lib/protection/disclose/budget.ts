/**
 * The brake on disclosure. Guarantees: of one person, whatever door and program they take, no more records with personal
 * health data are disclosed within any hour and any day than the organisation allows, however many requests run side by
 * side: a record is counted in the transaction of its event, under a lock of the person's counter, before it is opened.
 * From half of the budget on answers come slower, near its end and at it officers are told. Against: a person, or whoever
 * has their session or program, who reads the whole list; somebody with the app's database role, who can raise the counter
 * and not lower it (`disclosure_use` is written by `app.spend_disclosure` alone; drizzle/0067_sliding_budgets.sql). Not
 * against: several people, or patience.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { type Tx, writeAlso, writeInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, limited } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Disclosure, noteDisclosures } from '@/lib/protection/accounting/note';
import {
  BUDGET_LABELS,
  type BudgetKind,
  type Budgets,
  budgetsOf,
  type DisclosureLimit,
  NEAR,
  shareOf,
  slowDownMs,
} from '@/lib/protection/compliance/budgets';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';

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
 * As `withBudget`, for what was read in a transaction that cannot count: call it before the answer leaves. Its lines of the
 * accounting are written with the count: what is refused has none.
 * @throws limited when it is spent; the caller's refusal is the event.
 */
export function spendApart(
  ctx: Context,
  kind: BudgetKind,
  records: number,
  lines: readonly Disclosure[] = [],
): Promise<void> {
  if (records === 0 && lines.length === 0) return Promise.resolve();
  return withBudget(ctx, (spendIn) =>
    writeInOrg(ctx.orgId, 'touch', async (tx) => {
      const entries = await spendIn(tx, kind, records);
      await noteDisclosures(tx, ctx, lines);
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
  const limit = (await budgetsOfPerson(tx, actor.id))[kind];
  await writeAlso(tx, 'touch');
  const used = await count(tx, actor.id, { kind, records, limit });
  if (!used.spent) throw spentError(used, { kind, records, limit });
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

/** What is in force for a person now: their profile's budgets or the organisation's, raised where somebody raised them. */
async function budgetsOfPerson(tx: Tx, userId: Id): Promise<Budgets> {
  const metadata = await metadataOf(tx);
  const [user] = await tx.sql<{ profileId: Id }[]>`
    select profile_id as "profileId" from users where org_id = ${tx.orgId} and id = ${userId}`;
  return budgetsOf(metadata, { userId, profileId: user?.profileId ?? '' }, clock.now());
}

interface Asked {
  kind: BudgetKind;
  records: number;
  limit: DisclosureLimit;
}

interface Counted extends DisclosureLimit {
  spent: boolean;
  /** When not: until there is room for as many. Null where there never is. */
  waitSeconds: number | null;
}

/** One statement under a lock of the counter, so that two at once never both take the last. */
async function count(tx: Tx, userId: string, { kind, records, limit }: Asked): Promise<Counted> {
  const [counted] = await tx.sql<[Counted]>`
    select spent, hour, day, wait_seconds as "waitSeconds"
    from app.spend_disclosure(${userId}, ${kind}, ${records}, ${limit.hour}, ${limit.day})`;
  return counted;
}

function spentError({ day, waitSeconds }: Counted, { kind, records, limit }: Asked): CareledgerError {
  if (records > limit.hour || records > limit.day) {
    const most = Math.min(limit.hour, limit.day);
    const message = `This is more than the ${most.toLocaleString('en-US')} ${BUDGET_LABELS[kind]} that one person may disclose at a time.`;
    return limited(message, { reason: BUDGET_SPENT, facts: { budget: kind, limit: most, resetSeconds: 3600 } });
  }
  const seconds = waitSeconds ?? 3600;
  const [number, per] = day + records > limit.day ? [limit.day, 'a day'] : [limit.hour, 'an hour'];
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
    const [told] = await tx.sql<[{ first: boolean }]>`select app.tell_disclosure(${actor.id}, ${kind}) as first`;
    if (!told.first) return;
    const what = inWords(kind, (await budgetsOfPerson(tx, actor.id))[kind]);
    await notify(tx, [{ right: 'readWholeLedger' }], { kind: 'budget.spent', facts: { who: actor.name, what } });
  });
}

const inWords = (kind: BudgetKind, { hour, day }: DisclosureLimit): string =>
  `${hour.toLocaleString('en-US')} an hour or ${day.toLocaleString('en-US')} a day ${BUDGET_LABELS[kind]}`;
