import type { CreatedOrg } from '@/lib/people/orgs/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { users } from '@/lib/platform/db/schema/users';
import { type Id, newId } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';

export interface Person {
  name: string;
  email: string;
  passwordHash: string;
  profile: keyof typeof STANDARD_PROFILES;
  role: keyof CreatedOrg['roleIds'];
}

/** Adds a user with a password chosen beforehand, which no screen can, and gives the context of their acts. */
export async function addPerson(org: CreatedOrg, admin: Context, person: Person): Promise<Context> {
  const id = newId();
  const { name, email, passwordHash, profile, role } = person;
  await mutate(admin, 'user.create', async (tx) => {
    const [profileId, roleId] = [org.profileIds[profile], org.roleIds[role]];
    await tx.db.insert(users).values({ orgId: tx.orgId, id, name, email, passwordHash, profileId, roleId });
    return { value: id, entries: [{ action: 'user.create', subjectId: id, facts: { profile, role } }] };
  });
  return contextOf(org, id, name, profile);
}

export function contextOf(org: CreatedOrg, id: Id, name: string, profile: Person['profile']): Context {
  return {
    orgId: org.orgId,
    actor: { kind: 'user', id, name },
    rights: STANDARD_PROFILES[profile],
    ownerIds: null,
    requestId: 'seed',
    ip: null,
    sessionId: null,
    timeZone: 'UTC',
  };
}
