/** What a database test starts from: an org of its own with the three people of product.md §1. */
import { randomUUID } from 'node:crypto';
import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { type CreatedOrg, createOrg } from '@/lib/people/orgs/create';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { type Context, systemContext } from '@/lib/platform/context';
import { users } from '@/lib/platform/db/schema/users';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { asOwner } from './as-owner';

export interface TestOrg extends CreatedOrg {
  /** Administrator, role CEO. */
  admin: Context;
  /** Operator, role Manager: sees own records where a module is private. */
  operator: Context;
  /** Compliance Officer, role CEO. */
  officer: Context;
  metadata(): Promise<OrgMetadata>;
}

/** No password opens these accounts: tests of sign-in make their own. */
const NO_PASSWORD = 'none';

export async function makeOrg(name = `Clinic ${randomUUID().slice(0, 8)}`): Promise<TestOrg> {
  const org = await createOrg({
    name,
    administrator: { name: 'Ada Admin', email: `admin-${randomUUID()}@test.example`, passwordHash: NO_PASSWORD },
  });
  const admin = contextOf(org.orgId, {
    id: org.administratorId,
    name: 'Ada Admin',
    profile: 'Administrator',
    ownerIds: null,
  });
  const [operatorId, officerId] = await insertUsers(org, [
    { name: 'Olga Operator', profileId: org.profileIds.Operator, roleId: org.roleIds.Manager },
    { name: 'Otto Officer', profileId: org.profileIds['Compliance Officer'], roleId: org.roleIds.CEO },
  ]);
  return {
    ...org,
    admin,
    operator: contextOf(org.orgId, {
      id: operatorId,
      name: 'Olga Operator',
      profile: 'Operator',
      ownerIds: [operatorId],
    }),
    officer: contextOf(org.orgId, {
      id: officerId,
      name: 'Otto Officer',
      profile: 'Compliance Officer',
      ownerIds: null,
    }),
    metadata: () => inOrg(org.orgId, metadataOf),
  };
}

/** Another user of the org, straight into the table. */
export async function insertUser(org: CreatedOrg, name: string, profileId: Id, roleId: Id): Promise<Id> {
  const [id] = await insertUsers(org, [{ name, profileId, roleId }]);
  return id;
}

type NewUsers = readonly { name: string; profileId: Id; roleId: Id }[];
type IdOfEach<People extends NewUsers> = { -readonly [N in keyof People]: Id };

async function insertUsers<const People extends NewUsers>(org: CreatedOrg, people: People): Promise<IdOfEach<People>> {
  const rows = people.map((person) => ({
    ...person,
    orgId: org.orgId,
    id: newId(),
    email: `${randomUUID()}@test.example`,
    passwordHash: NO_PASSWORD,
  }));
  await asOwner(org.orgId, (tx) => tx.db.insert(users).values(rows));
  return rows.map(({ id }) => id) as IdOfEach<People>;
}

/** Whoever runs a command on the server's machine: what it makes works at once, also for another person. */
export const commandLine = (orgId: Id): Context => systemContext(orgId, 'command', { org: ['manageUsers'] });

interface Acting {
  id: Id;
  name: string;
  profile: keyof typeof STANDARD_PROFILES;
  /** Whose records they see; null: everybody's. */
  ownerIds: readonly Id[] | null;
}

export function contextOf(orgId: Id, { id, name, profile, ownerIds }: Acting): Context {
  return {
    orgId,
    actor: { kind: 'user', id, name },
    rights: STANDARD_PROFILES[profile],
    ownerIds,
    requestId: randomUUID(),
    ip: '192.0.2.10',
    sessionId: null,
    timeZone: 'America/Chicago',
  };
}
