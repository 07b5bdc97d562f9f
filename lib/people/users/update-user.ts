import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { sendMail } from '@/lib/people/mail/send-mail';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
import { type AccountChange, isOwnAct, noteAccountChange, noteSeers } from './account-change';
import { assertAdministrator, keepingAnAdministrator } from './administrators';
import { fieldsShown } from './field-rights';
import { getRole, holdProfile, lockUser, namingTakenEmail, type ProfileRow, type UserRow } from './find';
import { assertLooksLikeNobody } from './look-alike';
import { askForOwnRights } from './own-rights';
import { isGuarded, isSecond, readingGained } from './reading';
import { type UserChange, userChangeSchema } from './schemas';
import { seersAbove, seesMore } from './wider-sight';

/**
 * Changes a user's name, e-mail, profile and role; in force at their next request. What would let the asker do more by a change
 * of their own profile or role waits where a second person has to confirm it.
 * @throws forbidden; invalid; not_found; conflict for a taken address, `LOOKS_ALIKE`, and for the last administrator's profile.
 */
export async function updateUser(ctx: Context, input: UserChange, at: Date = clock.now()): Promise<{ waits: boolean }> {
  const { alike, ...change } = readInput(userChangeSchema, input);
  return namingTakenEmail(() =>
    mutate<{ waits: boolean }>(ctx, { action: 'user.update', subjectId: change.id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await assertLooksLikeNobody(tx, { email: change.email, userId: change.id, alike });
      return ctx.actor.id === change.id
        ? changeSelf(tx, ctx, change, at)
        : { ...(await changeUser(tx, ctx, change, at)), value: { waits: false } };
    }),
  );
}

/** A change of one's own account: by what of it one could do more waits, and is left out until then. */
function changeSelf(tx: Tx, ctx: Context, change: ChangedTo, at: Date): Promise<Mutation<{ waits: boolean }>> {
  return keepingAnAdministrator<Mutation<{ waits: boolean }>>(tx, async () => {
    const before = await lockUser(tx, change.id);
    const profile = await holdProfile(tx, change.profileId);
    const asked = await askForOwnRights(tx, ctx, { before, profile, roleId: change.roleId }, at);
    if (!asked) return { ...(await changeUser(tx, ctx, change, at)), value: { waits: false } };
    if (profile.id !== before.profileId) await assertAdministrator(tx, before.id);
    const made = { ...change, profileId: before.profileId, roleId: before.roleId };
    const { entries } = await changeUser(tx, ctx, made, at);
    return { value: { waits: true }, entries: [asked, ...(entries ?? [])] };
  });
}

/**
 * The change itself, with all that it brings about, within an act. @param ctx whose doing it is: who is told, and who may not
 * confirm it. @throws as `updateUser`
 */
export async function changeUser(tx: Tx, ctx: Context, change: ChangedTo, at: Date): Promise<Mutation<undefined>> {
  return keepingAnAdministrator<Mutation<undefined>>(tx, async () => {
    // Held after the lock: of two who make somebody an administrator at once, each would wait for what the other holds.
    const [profile, role] = await Promise.all([holdProfile(tx, change.profileId), getRole(tx, change.roleId)]);
    const before = await lockUser(tx, change.id);
    const fields = changedFields(before, change);
    if (fields.length === 0) return unchanged();
    await tx.sql`
      update users set name = ${change.name}, email = ${change.email}, profile_id = ${change.profileId},
        role_id = ${change.roleId}
      where org_id = ${tx.orgId} and id = ${change.id}`;
    const facts = {
      ...(fields.includes('profile') ? { profile: profile.name } : {}),
      ...(fields.includes('role') ? { role: role.name } : {}),
    };
    const noted = await noteChange(tx, ctx, { before, after: change, profile, path: role.path }, at);
    return {
      value: undefined,
      entries: [{ action: 'user.update', subjectId: change.id, fields, facts }, ...noted],
    };
  });
}

/** As `UserChange`, read. */
type ChangedTo = Pick<UserRow, 'id' | 'name' | 'email' | 'profileId' | 'roleId'>;

function changedFields(before: UserRow, after: Omit<UserChange, 'id'>): string[] {
  return [
    before.name !== after.name && 'name',
    before.email !== after.email && 'email',
    before.profileId !== after.profileId && 'profile',
    before.roleId !== after.roleId && 'role',
  ].filter((field) => field !== false);
}

interface ChangedUser {
  before: UserRow;
  after: Omit<UserChange, 'id'>;
  /** The profile and the place in the role tree that the user has now. */
  profile: ProfileRow;
  path: string;
}

/** Tells of what concerns others: the account itself, and whoever is above the user's new place. */
async function noteChange(tx: Tx, ctx: Context, changed: ChangedUser, at: Date): Promise<NewEntry[]> {
  const { before, after, profile, path } = changed;
  const [old, oldRole] = [await holdProfile(tx, before.profileId), await getRole(tx, before.roleId)];
  const what: AccountChange[] = [];
  let opens = false;
  if (before.email !== after.email) {
    what.push('email');
    const facts = { by: ctx.actor.name, name: before.name };
    await sendMail(tx, { to: { email: before.email, userId: before.id }, template: 'address_changed', facts }, at);
    // Whoever changes their own address has the account already.
    opens ||= isGuarded(profile.rights) && !isOwnAct(ctx, before.id);
  }
  if (old.id !== profile.id) {
    what.push('profile');
    opens ||= readingGained(old.rights, profile.rights).length + fieldsShown(old.rights, profile.rights).length > 0;
  }
  const moved = oldRole.path !== path;
  if (moved && profile.rights.org.includes('revealPhi') && (await seesMore(tx, before.id, oldRole.path, path))) {
    what.push('role');
    opens = true;
  }
  const wasSecond = before.active && isSecond(old.rights);
  const entries: NewEntry[] = [];
  if (what.length > 0) {
    const account = { id: before.id, name: after.name, what, opens: opens && before.active, wasSecond };
    entries.push(...(await noteAccountChange(tx, ctx, account, at)).entries);
  }
  if (moved) entries.push(...(await noteSeers(tx, ctx, await seersAbove(tx, oldRole.path, path), at)));
  return entries;
}
