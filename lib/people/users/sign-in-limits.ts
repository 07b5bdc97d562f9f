import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { hoursInWords, OUTSIDE_WORDS, outsideLimits } from '@/lib/people/auth/where-and-when';
import type { ProfileRights, SignInLimits } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { lockProfile } from './find';
import { type SignInLimitsChange, signInLimitsSchema } from './schemas';
import { assertOwn } from './update-profile';

/**
 * Says from where and when the holders of a profile may be signed in; in force at their next request. Limits of one's own profile
 * are lifted or changed by somebody else, where there is one.
 * @throws forbidden; invalid; not_found; conflict for a standard profile, and `LOCKS_OUT` where it would end the asker's own
 * session and they have not said that they mean it
 */
export async function setSignInLimits(ctx: Context, input: SignInLimitsChange, at: Date = clock.now()): Promise<void> {
  const { id, addresses, hours, meant } = readInput(signInLimitsSchema, input);
  const action = 'profile.update';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const { name, rights, ...profile } = await lockProfile(tx, id);
    assertOwn({ name, rights, ...profile });
    const limits = addresses.length > 0 || hours !== null ? { addresses, hours } : undefined;
    const [old, now] = [inWords(rights.signIn), inWords(limits)];
    if (old === now) return unchanged();
    if (await holds(tx, ctx, id)) {
      if (rights.signIn && (await needsSecondPerson(tx, ctx, id, at)) !== false)
        throw forbidden('These are the limits of your own profile: another administrator has to change them.');
      if (!meant && outsideLimits(limits, ctx.ip, at.getTime())) throw locksOut();
    }
    await tx.sql`
      update profiles set rights = ${JSON.stringify(withLimits(rights, limits))}::jsonb
      where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name, signIn: { old, new: now } } }] };
  });
}

const locksOut = () =>
  conflict('You have this profile yourself, and would be signed out at once. Say that you mean it.', {
    reason: 'LOCKS_OUT',
    fields: { meant: 'You would be signed out at once.' },
  });

function withLimits({ signIn: _, ...rights }: ProfileRights, limits: SignInLimits | undefined): ProfileRights {
  return limits ? { ...rights, signIn: limits } : rights;
}

/** As the ledger and the screens say it. */
export const inWords = (limits: SignInLimits | undefined): string =>
  [
    limits && limits.addresses.length > 0 ? `from ${limits.addresses.join(', ')}` : 'from anywhere',
    limits?.hours ? hoursInWords(limits.hours) : 'at any time',
  ].join('; ');

async function holds(tx: Tx, ctx: Context, profileId: Id): Promise<boolean> {
  const found = await tx.sql`
    select from users where org_id = ${tx.orgId} and id = ${ctx.actor.id} and profile_id = ${profileId}`;
  return found.length > 0;
}

/** @throws forbidden, in words, for whoever may not be signed in from there or now. */
export async function assertMaySignIn(tx: Tx, userId: Id, ip: string | null, at: Date): Promise<void> {
  const [row] = await tx.sql<{ limits: SignInLimits | null }[]>`
    select p.rights -> 'signIn' as limits from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id where u.org_id = ${tx.orgId} and u.id = ${userId}`;
  const outside = outsideLimits(row?.limits ?? undefined, ip, at.getTime());
  if (outside) throw forbidden(OUTSIDE_WORDS[outside], { reason: outside.toUpperCase() });
}
