import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { endRecoveryCodes } from '@/lib/people/factors/recovery-codes';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict, forbidden } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { keepFactors } from '@/lib/protection/integrity/factors';
import { mutate } from '@/lib/protection/mutate';
import { noteAccountChange } from './account-change';
import { lockAdministrators } from './administrators';
import { endSessions } from './end-session';
import { holdProfile, lockUser } from './find';
import { isGuarded, isSecond } from './reading';
import { type FactorReset, factorResetSchema } from './schemas';

/**
 * For somebody who has lost their second factor: takes all of theirs away and ends their sessions. They sign in by their
 * password and set up another. How they were known to be themselves is asked for and stands in the entry. Whoever does so and knows the password could sign in as them, so the account's right to reveal
 * may rest until a second person has confirmed. @returns whether it rests
 * @throws invalid; forbidden, `STEP_UP`, and for one's own; not_found; conflict where there is none
 */
export async function resetFactors(
  ctx: Context,
  input: FactorReset,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const { id, shownBy } = readInput(factorResetSchema, input);
  const action = 'user.factor_reset';
  return mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx, at.getTime());
    if (id === ctx.actor.id) throw forbidden('Another administrator resets yours.');
    await lockAdministrators(tx);
    const user = await lockUser(tx, id);
    const { rights } = await holdProfile(tx, user.profileId);
    // Also those that SQL put in: what is removed counts for nothing.
    const removed = await tx.sql`
      update factors set removed_at = ${at.toISOString()}::timestamptz
      where org_id = ${tx.orgId} and user_id = ${id} and removed_at is null returning id`;
    if (removed.length === 0) throw conflict('This user has no second factor.');
    await endRecoveryCodes(tx, id, at);
    await keepFactors(tx, id);
    const ended = await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
    const opens = isGuarded(rights);
    const wasSecond = user.active && isSecond(rights);
    const account = { id, name: user.name, what: ['factors'], opens, wasSecond } as const;
    const { entries, waits } = await noteAccountChange(tx, ctx, account, at);
    const facts = { by: shownBy, factors: removed.length, sessionsEnded: ended.length };
    return { value: { waits }, entries: [{ action, subjectId: id, facts }, ...entries] };
  });
}
