/**
 * Standard profiles of an organisation that an older version made, with the rights that this version gives a new one.
 * Nobody can change a standard profile, so what is missing was never taken away. One that has more than ours was changed
 * outside Careledger, or by a version that gave more: it stays as it is, and nothing is made right by the way.
 */

import { type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
import { lockProfile, type ProfileRow } from './find';
import { noteProfileChange } from './profile-change';
import { differenceOf } from './update-profile';

/** Brings the org's standard profiles up to date, an event each; officers are told of more that is read. Safe to repeat. */
export async function bringProfiles(ctx: Context, at: Date): Promise<void> {
  const standard = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<ProfileRow[]>`
      select id, name, standard, rights from profiles where org_id = ${tx.orgId} and standard order by id`,
  );
  for (const { id } of standard.filter(lacksRights)) {
    await mutate(ctx, { action: 'profile.update', subjectId: id }, (tx) => bring(tx, ctx, id, at));
  }
}

async function bring(tx: Tx, ctx: Context, id: Id, at: Date): Promise<Mutation<undefined>> {
  const profile = await lockProfile(tx, id);
  const now = ours(profile);
  if (!now || !lacksRights(profile)) return unchanged();
  const { name, rights: before } = profile;
  await tx.sql`
    update profiles set rights = ${JSON.stringify(now)}::jsonb where org_id = ${tx.orgId} and id = ${id}`;
  const noted = await noteProfileChange(tx, ctx, { id, name, before, now, waiting: null }, at);
  const facts = { name, ...differenceOf(before, now) };
  return { value: undefined, entries: [{ action: 'profile.update', subjectId: id, facts }, ...noted] };
}

const ours = ({ name, standard }: ProfileRow): ProfileRights | undefined =>
  standard && Object.hasOwn(STANDARD_PROFILES, name)
    ? STANDARD_PROFILES[name as keyof typeof STANDARD_PROFILES]
    : undefined;

/** Whether it has some of our rights and no other. */
function lacksRights(profile: ProfileRow): boolean {
  const now = ours(profile);
  if (!now || Object.keys(profile.rights.modules).length > 0) return false;
  const { granted, withdrawn } = differenceOf(profile.rights, now);
  return granted.length > 0 && withdrawn.length === 0;
}
