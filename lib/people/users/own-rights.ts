/**
 * A change of one's own profile or role by which one may do more. Guarantees: where a second administrator or an officer
 * exists it waits for one of them, and until then all is as it was; what they confirm is the profile and the place in the tree as
 * they were when it was asked for: of one that was changed meanwhile nothing comes. Against: an administrator who gives rights to themself.
 * Not against: one who takes rights from themself, which is in force at once; the only administrator of an organisation
 * without officers.
 */
import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { isId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { keepingAnAdministrator } from './administrators';
import { fieldsGained } from './field-rights';
import { getRole, holdProfile, lockUser, type ProfileRow, type UserRow } from './find';
import { differenceOf } from './update-profile';
import { seesMore } from './wider-sight';

export interface OwnChange {
  before: UserRow;
  profile: ProfileRow;
  roleId: string;
}

/** What waits of a change of one's own rights: the entry of its asking; null where the change may be made at once. */
export async function askForOwnRights(
  tx: Tx,
  ctx: Context,
  { before, profile, roleId }: OwnChange,
  at: Date,
): Promise<NewEntry | null> {
  if (ctx.actor.kind === 'system' || ctx.actor.id !== before.id) return null;
  const [old, from, to] = [
    await holdProfile(tx, before.profileId),
    await getRole(tx, before.roleId),
    await getRole(tx, roleId),
  ];
  const more =
    differenceOf(old.rights, profile.rights).granted.length > 0 ||
    fieldsGained(old.rights, profile.rights).length > 0 ||
    (from.path !== to.path && (await seesMore(tx, before.id, from.path, to.path)));
  const needed = more && (await needsSecondPerson(tx, ctx, before.id, at));
  if (needed === false) return null;
  const why = [
    ...(old.id === profile.id ? [] : [`profile ${profile.name}`]),
    ...(before.roleId === roleId ? [] : [`role ${to.name}`]),
  ].join(', ');
  const facts = { subject: before.name, why, profileId: profile.id, roleId, as: asTheyAre(profile, to.path) };
  const asked = { kind: 'user.own_rights', subjectId: before.id, facts, who: SECOND_PERSONS, ...needed } as const;
  return (await askApproval(tx, ctx, asked, at)).entry;
}

/** What a second person says yes to. */
const asTheyAre = ({ rights }: ProfileRow, path: string): string => JSON.stringify([rights, path]);

/** A second person confirmed: the person has the profile and the role that they asked for. */
export const ownRightsApproval: ApprovalHandler = {
  async takeEffect(tx, _ctx, { subjectId, facts: { profileId, roleId, as } }) {
    if (!isId(profileId) || !isId(roleId)) return [];
    return keepingAnAdministrator(tx, async () => {
      const [profile, role] = [await holdProfile(tx, profileId), await getRole(tx, roleId)];
      if (as !== asTheyAre(profile, role.path)) return [];
      const before = await lockUser(tx, subjectId);
      await tx.sql`
        update users set profile_id = ${profileId}, role_id = ${roleId} where org_id = ${tx.orgId} and id = ${subjectId}`;
      const fields = [before.profileId !== profileId && 'profile', before.roleId !== roleId && 'role'];
      const facts = { profile: profile.name, role: role.name };
      return [{ action: 'user.update', subjectId, fields: fields.filter((name) => name !== false), facts }];
    });
  },
};
