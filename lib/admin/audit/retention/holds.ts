/**
 * Legal holds: entries of one record, conversation or person, or all, keep their bodies whatever their term. Guarantees: a hold
 * is in force with its event, and once that is told no body of it goes; lifting one is an event, takes a second person where there is one, and counts a day later by
 * the database's clock. One that somebody else than Careledger changed holds everything.
 * Does not: hold what names no record, such as lists and exports. Hold everything for that.
 */

import { z } from 'zod';
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { secondPersons, TRUSTED_AFTER_HOURS } from '@/lib/people/approvals/second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, invalid, notFound } from '@/lib/platform/errors';
import { type Id, isId, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { type Hold, keepHold, readHolds, SCOPES } from '@/lib/protection/integrity/kept-holds';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate } from '@/lib/protection/mutate';
import { takeTurns } from './take-turns';
import { isAskedFor } from './terms';

const id = z.string().trim().refine(isId, 'This is not an id.');

export const holdSchema = z
  .object({
    scope: z.enum(SCOPES, { error: 'Choose what is held.' }),
    /** The record, conversation or person; not with `org`. */
    subjectId: id.optional(),
    reason: z.string().trim().min(1, 'Say why.').max(1000),
  })
  .refine(({ scope, subjectId }) => (scope === 'org') === (subjectId === undefined), {
    error: 'Give the id of what is held.',
    path: ['subjectId'],
  });

export const liftSchema = z.object({ holdId: id });

/** Officers, and those who manage compliance. */
const mayHold = (ctx: Context): boolean =>
  canInOrg(ctx.rights, 'readWholeLedger') || canInOrg(ctx.rights, 'manageCompliance');

export function assertMayHold(ctx: Context): void {
  if (!mayHold(ctx)) throw forbidden('Your profile may not hold entries of the audit log.');
}

/** @throws forbidden; invalid; not_found when no entry is of it */
export async function setHold(ctx: Context, input: z.input<typeof holdSchema>): Promise<{ holdId: Id }> {
  const { scope, subjectId = null, reason } = readInput(holdSchema, input);
  const holdId = newId();
  const attempt = { action: 'ledger.hold', ...aboutOf(scope, subjectId) } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertMayHold(ctx);
    if (subjectId !== null && !(await hasEntries(tx, scope, subjectId))) {
      const message = 'No entry of the audit log is about this.';
      throw invalid(message, { fields: { subjectId: message } });
    }
    await takeTurns(tx);
    const at = clock.now().toISOString();
    const setBy = ctx.actor.id;
    const written = tx.sql`
      insert into ledger_holds (org_id, id, scope, subject_id, set_by, set_at)
      values (${tx.orgId}, ${holdId}, ${scope}, ${subjectId}, ${setBy}, ${at}::timestamptz)`.execute();
    const kept = keepHold(tx, { id: holdId, scope, subjectId, setBy, isLifted: false });
    const entry: NewEntry = { id: holdId, ...attempt, facts: { scope }, note: reason };
    return { value: { holdId }, writes: [written, kept], entries: [entry] };
  });
}

/** A person is a subject; a record stands in its own column. */
const aboutOf = (scope: Hold['scope'], subjectId: Id | null): Pick<NewEntry, 'recordId' | 'subjectId'> => {
  if (subjectId === null) return {};
  return scope === 'record' ? { recordId: subjectId } : { subjectId };
};

async function hasEntries(tx: Tx, scope: Hold['scope'], subjectId: Id): Promise<boolean> {
  const column = scope === 'record' ? tx.sql`record_id` : tx.sql`subject_id`;
  const [row] = await tx.sql<[{ found: boolean }]>`
    select ${scope === 'person'} and exists (select from users where org_id = ${tx.orgId} and id = ${subjectId})
      or exists (select from ledger_entries where org_id = ${tx.orgId} and ${column} = ${subjectId}) as found`;
  return row.found;
}

/**
 * Lifts a hold, or asks a second person to.
 * @returns whether it waits
 * @throws forbidden; not_found; conflict when it is lifted, or waits already
 */
export async function liftHold(
  ctx: Context,
  input: z.input<typeof liftSchema>,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const { holdId } = readInput(liftSchema, input);
  return mutate<{ waits: boolean }>(ctx, { action: 'ledger.lift', subjectId: holdId }, async (tx) => {
    assertMayHold(ctx);
    assertFresh(ctx);
    const hold = await lockHold(tx, holdId);
    const asking = { askedBy: ctx.actor.id, subjectId: holdId, who: SECOND_PERSONS };
    const seconds = await secondPersons(tx, asking, at);
    if (!seconds.required) return { value: { waits: false }, entries: [await lift(tx, ctx, hold, at)] };
    if (await isAskedFor(tx, holdId, KIND)) throw conflict('This waits for a second person already.');
    const isFree = seconds.people.some((person) => person.hindrance === null);
    const endsAt = new Date(at.getTime() + TRUSTED_AFTER_HOURS * 3_600_000);
    const facts = { scope: hold.scope, held: hold.subjectId };
    const asked = { kind: KIND, subjectId: holdId, facts, who: SECOND_PERSONS, ...(!isFree && { endsAt }) } as const;
    return { value: { waits: true }, entries: [(await askApproval(tx, ctx, asked, at)).entry] };
  });
}

const KIND = 'ledger.lift';

export const liftApproval: ApprovalHandler = {
  takeEffect: async (tx, ctx, { subjectId }) => [await lift(tx, ctx, await lockHold(tx, subjectId), clock.now())],
};

/** @throws not_found; conflict */
async function lockHold(tx: Tx, holdId: Id): Promise<Hold> {
  await tx.sql`select 1 from ledger_holds where org_id = ${tx.orgId} and id = ${holdId} for update`;
  const hold = (await readHolds(tx)).find((one) => one.id === holdId);
  if (!hold) throw notFound('The hold');
  if (hold.liftedAt !== null) throw conflict('This hold was lifted already.');
  return hold;
}

async function lift(tx: Tx, ctx: Context, hold: Hold, at: Date): Promise<NewEntry> {
  const facts = { by: ctx.actor.name };
  await Promise.all([
    // The time is the database's (`app.lift_by_the_clock`).
    tx.sql`
      update ledger_holds set lifted_by = ${ctx.actor.id}, lifted_at = now() where org_id = ${tx.orgId} and id = ${hold.id}`,
    keepHold(tx, { ...hold, isLifted: true }),
    notify(tx, { right: 'readWholeLedger', except: ctx.actor.id }, { kind: 'ledger.lift', facts }, at),
  ]);
  const { scope, subjectId } = hold;
  return { action: 'ledger.lift', ...aboutOf(scope, subjectId), facts: { hold: hold.id, scope } };
}
