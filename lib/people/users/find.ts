/** What the verbs about people look up before they change something. */

import type { ProfileRights } from '@/lib/people/rights';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

export interface UserRow {
  id: Id;
  name: string;
  email: string;
  active: boolean;
  profileId: Id;
  roleId: Id;
  passwordHash: string;
  timeZone: string;
}

/** The user, locked until the transaction ends. @throws not_found */
export async function lockUser(tx: Tx, id: Id): Promise<UserRow> {
  const [user] = await tx.sql<UserRow[]>`
    select id, name, email, active, profile_id as "profileId", role_id as "roleId", password_hash as "passwordHash",
      time_zone as "timeZone"
    from users where org_id = ${tx.orgId} and id = ${id} for no key update`;
  if (!user) throw notFound('The user');
  return user;
}

export interface ProfileRow {
  id: Id;
  name: string;
  standard: boolean;
  rights: ProfileRights;
}

/** The profile, locked until the transaction ends. @throws not_found */
export async function lockProfile(tx: Tx, id: Id): Promise<ProfileRow> {
  const [profile] = await tx.sql<ProfileRow[]>`
    select id, name, standard, rights from profiles where org_id = ${tx.orgId} and id = ${id} for update`;
  if (!profile) throw notFound('The profile');
  return profile;
}

/** The profile as it stays until the transaction ends: nobody changes it meanwhile. @throws not_found */
export async function holdProfile(tx: Tx, id: Id): Promise<ProfileRow> {
  const [profile] = await tx.sql<ProfileRow[]>`
    select id, name, standard, rights from profiles where org_id = ${tx.orgId} and id = ${id} for share`;
  if (!profile) throw notFound('The profile');
  return profile;
}

/** @throws not_found */
export async function getRole(tx: Tx, id: Id): Promise<{ name: string; path: string }> {
  const [role] = await tx.sql<{ name: string; path: string }[]>`
    select name, path from roles where org_id = ${tx.orgId} and id = ${id}`;
  if (!role) throw notFound('The role');
  return role;
}

/** Puts the conflict of two users with one address into words, at its field. */
export const namingTakenEmail = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'users_email', 'email', 'A user of this organisation has this email address.');

/** Puts the conflict of a unique index into words, at the field it is about. */
export async function namingConflict<T>(
  act: () => Promise<T>,
  constraint: string,
  field: string,
  message: string,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'conflict' && error.facts.constraint === constraint) {
      throw conflict(message, { reason: 'DUPLICATE', fields: { [field]: message } });
    }
    throw error;
  }
}
