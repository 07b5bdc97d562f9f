/**
 * Emergency access (45 CFR 164.312(a)(2)(ii)): one record, a reason, a fresh factor, an hour at most. Guarantees, in one
 * transaction: the grant with its keyed check, the event, and the notices to officers, administrators and the record's owner;
 * nobody has it a second time before somebody else has reviewed the first. A drill is the same without a record.
 */
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { assertFresh } from '@/lib/people/auth/fresh';
import { ACCOUNT_WAITS, assertOrgRight } from '@/lib/people/auth/permissions';
import { type NoticeTo, notify } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { areGrantsKept, type Grant, grantColumns, keepGrant } from '@/lib/protection/integrity/emergency';
import { mutate } from '@/lib/protection/mutate';
import { withinGrant } from './reach';
import { type StartEmergency, startSchema } from './schemas';
import { reasonWords, USUAL_MINUTES } from './words';

/** An earlier one waits for its review. */
export const REVIEW_WAITS = 'REVIEW_WAITS';

/**
 * Opens one record to the asker for some minutes.
 * @returns the id of the grant.
 * @throws forbidden without the right, `STEP_UP`, `REVIEW_WAITS`, or while the account waits for a second person; not_found; invalid
 */
export async function startEmergency(ctx: Context, input: StartEmergency): Promise<{ id: Id }> {
  const { module: moduleName, recordId, reason, note, minutes } = readInput(startSchema, input);
  const attempt = { action: 'emergency.start', module: moduleName, recordId, facts: { reason, minutes } } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'emergencyAccess');
    assertFresh(ctx);
    await assertNoneWaits(tx, ctx, false);
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    const id = newId();
    const reach = withinGrant(ctx, { id, module: module.apiName });
    const [row] = await tx.sql<{ owner_id: Id }[]>`
      select owner_id from records where ${visibleRecords(tx, reach, module)} and id = ${recordId}`;
    if (!row) throw notFound('The record');
    const grant = newGrant(ctx, { id, module: module.apiName, recordId, reason, minutes });
    await writeGrant(tx, grant);
    const facts = { by: ctx.actor.name, module: module.plural, reason: reasonWords(reason), minutes };
    await tellAll(tx, ctx, { id, facts });
    const about = { kind: 'emergency.of_yours', module: module.apiName, recordId, subjectId: id } as const;
    if (row.owner_id !== ctx.actor.id) await notify(tx, { userIds: [row.owner_id] }, { ...about, facts });
    return { value: { id }, entries: [{ ...attempt, subjectId: id, note }] };
  });
}

/** As `startEmergency` without a record, to try it and have evidence of it. For officers too. */
export async function startDrill(ctx: Context): Promise<{ id: Id }> {
  const facts = { drill: true, minutes: USUAL_MINUTES };
  return mutate(ctx, { action: 'emergency.start', facts }, async (tx) => {
    if (!canInOrg(ctx.rights, 'readWholeLedger')) assertOrgRight(ctx, 'emergencyAccess');
    assertFresh(ctx);
    await assertNoneWaits(tx, ctx, true);
    const id = newId();
    await writeGrant(tx, newGrant(ctx, { id, module: null, recordId: null, reason: 'drill', minutes: USUAL_MINUTES }));
    await tellAll(tx, ctx, { id, facts: { by: ctx.actor.name, drill: true } });
    return { value: { id }, entries: [{ action: 'emergency.start', subjectId: id, facts }] };
  });
}

type Opening = Pick<Grant, 'id' | 'module' | 'recordId' | 'reason'> & { minutes: number };

function newGrant(ctx: Context, { minutes, ...opening }: Opening): Grant {
  const startedMs = clock.nowMs();
  const rest = { endedMs: null, endedBy: null, verdict: null, reviewedBy: null, reviewedMs: null };
  const times = { startedMs, endsMs: startedMs + minutes * 60_000 };
  return { ...opening, userId: ctx.actor.id, drill: opening.recordId === null, ...times, ...rest };
}

async function writeGrant(tx: Tx, grant: Grant): Promise<void> {
  const { id, userId, module, recordId, reason, drill, startedMs, endsMs } = grant;
  await tx.sql`
    insert into emergency_grants (org_id, id, user_id, module, record_id, reason, drill, started_at, ends_at)
    values (${tx.orgId}, ${id}, ${userId}, ${module}, ${recordId}, ${reason}, ${drill},
      ${new Date(startedMs).toISOString()}::timestamptz, ${new Date(endsMs).toISOString()}::timestamptz)`;
  await keepGrant(tx, grant);
}

/** One at a time: the person's row is locked. A row that Careledger did not write so waits too, until an officer looked at it. */
async function assertNoneWaits(tx: Tx, ctx: Context, drill: boolean): Promise<void> {
  const [person] = await tx.sql<{ waits: boolean }[]>`
    select phi_suspended as waits from users
    where org_id = ${tx.orgId} and id = ${ctx.actor.id} and active for no key update`;
  if (ctx.actor.kind !== 'user' || !person) throw forbidden('Only a person has emergency access.');
  if (person.waits && !drill) {
    throw forbidden('Your account waits for the confirmation of a second person.', { reason: ACCOUNT_WAITS });
  }
  const grants = await tx.sql<Grant[]>`
    select ${grantColumns(tx)} from emergency_grants g
    where g.org_id = ${tx.orgId} and g.user_id = ${ctx.actor.id} and g.drill = ${drill} order by g.id desc limit 1`;
  await assertReviewed(tx, grants);
}

async function assertReviewed(tx: Tx, grants: readonly Grant[]): Promise<void> {
  const kept = await areGrantsKept(tx, grants);
  if (grants.every(({ reviewedMs }, n) => kept[n] && reviewedMs !== null)) return;
  const message = 'You have used it before, and nobody has reviewed that yet. Somebody else has to sign it off first.';
  throw grants.some(({ drill }) => drill) ? conflict(message) : forbidden(message, { reason: REVIEW_WAITS });
}

/** Officers and administrators; not the person themself. */
async function tellAll(
  tx: Tx,
  ctx: Context,
  { id, facts }: { id: Id; facts: Record<string, string | number | boolean> },
): Promise<void> {
  const except = ctx.actor.id;
  const to: NoticeTo[] = [
    { right: 'readWholeLedger', except },
    { right: 'manageUsers', except },
  ];
  await notify(tx, to, { kind: 'emergency.started', subjectId: id, facts });
}
