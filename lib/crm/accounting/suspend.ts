import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { withMerged } from '@/lib/protection/accounting/merged';
import { keepSuspension, lockSuspension } from '@/lib/protection/accounting/suspensions';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { shifted } from './period';
import { requireAccountable } from './rights';
import { type ResumeRequest, resumeSchema, type SuspendRequest, suspendSchema } from './schemas';

/** 45 CFR 164.528(a)(2)(ii)(C): of an oral statement, unless one in writing follows. */
const MOST_ORAL_DAYS = 30;

/**
 * From today on, and until its last day, disclosures to an agency are left out of the patient's copy.
 * @returns its id
 * @throws forbidden; not_found; invalid for a last day that is over, or too far off for an oral statement
 */
export async function suspendAccounting(ctx: Context, input: SuspendRequest): Promise<{ suspensionId: Id }> {
  const { module, recordId, agency, statement, endsOn } = readInput(suspendSchema, input);
  const attempt = { action: 'accounting.suspend', module, recordId } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    await requireAccountable(tx, ctx, { module, recordId });
    const now = clock.now();
    const startsOn = dayOf(now);
    assertLastDay(startsOn, endsOn, statement);
    const suspensionId = newId();
    const createdBy = ctx.actor.id;
    const written = tx.sql`
      insert into accounting_suspensions (org_id, id, record_id, agency, statement, starts_on, ends_on, created_by, created_at)
      values (${tx.orgId}, ${suspensionId}, ${recordId}, ${agency}, ${statement}, ${startsOn}, ${endsOn},
        ${createdBy}, ${now.toISOString()}::timestamptz)`.execute();
    const about = { id: suspensionId, recordId, agency, statement, startsOn, endsOn, endedAt: null, createdBy };
    const entry = { ...attempt, subjectId: suspensionId, facts: { statement, startsOn, endsOn }, note: agency };
    return { value: { suspensionId }, writes: [written, keepSuspension(tx, about)], entries: [entry] };
  });
}

function assertLastDay(startsOn: string, endsOn: string, statement: 'written' | 'oral'): void {
  const refuse = (message: string) => invalid(message, { fields: { endsOn: message } });
  if (endsOn < startsOn) throw refuse('The last day is over already.');
  const latest = shifted(startsOn, { days: MOST_ORAL_DAYS - 1 });
  if (statement === 'oral' && endsOn > latest) {
    throw refuse(
      `An oral statement holds for ${MOST_ORAL_DAYS} days at most, until ${latest}. Ask for one in writing.`,
    );
  }
}

/** Ends a suspension before its last day. Nothing happens to one that is over. @throws forbidden; not_found */
export async function resumeAccounting(ctx: Context, input: ResumeRequest): Promise<void> {
  const { module, recordId, suspensionId } = readInput(resumeSchema, input);
  const attempt = { action: 'accounting.resume', module, recordId, subjectId: suspensionId } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    await requireAccountable(tx, ctx, { module, recordId });
    const found = await lockSuspension(tx, await withMerged(tx, recordId), suspensionId);
    if (!found) throw notFound('The suspension');
    const now = clock.now();
    if (found.endedAt !== null || found.endsOn < dayOf(now)) return unchanged();
    const endedAt = now.toISOString();
    const written = tx.sql`
      update accounting_suspensions set ended_at = ${endedAt}::timestamptz
      where org_id = ${tx.orgId} and id = ${suspensionId}`.execute();
    const kept = keepSuspension(tx, { ...found, endedAt });
    return { value: undefined, writes: [written, kept], entries: [attempt] };
  });
}
