/**
 * The administrator who may not reveal, and tries to by somebody else: as a person whose account they made, opened or
 * raised, and by programs that act for others. Whatever they get hold of asks everything; no answer holds a protected
 * text. Once a second person, or the one concerned, has given their word, the same question is answered.
 */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptClient } from '@/lib/admin/api-clients/accept';
import { proposeClient } from '@/lib/admin/api-clients/create';
import { makeGrantCode } from '@/lib/admin/api-clients/make-grant-code';
import { listMyClients } from '@/lib/admin/api-clients/my-clients';
import { rotateSecret } from '@/lib/admin/api-clients/rotate-secret';
import { updateClient } from '@/lib/admin/api-clients/update';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { createProfile } from '@/lib/people/users/create-profile';
import { createUser } from '@/lib/people/users/create-user';
import { resetPassword } from '@/lib/people/users/reset-password';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { updateUser } from '@/lib/people/users/update-user';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '../database';
import { entered } from '../entered';
import { confirmHolds } from '../holds';
import { ALL_SCOPES, call, restClient, tokenFor } from '../rest';
import { askRest, askVerbs } from './answers';
import type { Answers } from './ask';
import { secretTexts } from './values';
import { EXPORT_READS } from './verbs/exports';
import { GUARDED_READS } from './verbs/guarded';
import { MASKED_READS } from './verbs/masked';
import { buildWorld, type World } from './world';

let world: World;
const said: Answers = new Map();

const told = (): string[] =>
  [...said].flatMap(([question, answer]) =>
    secretTexts()
      .filter((secret) => answer.toLowerCase().includes(secret.toLowerCase()))
      .map((secret) => `${question}: ${secret}`),
  );

const userOf = async (id: Id) => {
  const [user] = await ownerSql()<{ name: string; email: string; profileId: Id; roleId: Id }[]>`
    select name, email, profile_id as "profileId", role_id as "roleId" from users where id = ${id}`;
  if (!user) throw new Error('No such user.');
  return { id, ...user };
};

/** The ways to be somebody who may reveal; each gives who the administrator then is. */
const WAYS: Readonly<Record<string, () => Promise<Context>>> = {
  'a new operator': async () => {
    const { admin, profileIds, roleIds } = world.org;
    const email = `puppet-${randomUUID()}@test.example`;
    const person = { name: 'Pat Puppet', email, profileId: profileIds.Operator, roleId: roleIds.CEO };
    return entered(email, (await createUser(admin, person)).temporaryPassword);
  },
  'a new user with a copy of the operators’ profile': async () => {
    const { admin, profileIds, roleIds } = world.org;
    const profileId = await createProfile(admin, { name: `Copy ${randomUUID()}`, copyOf: profileIds.Operator });
    const email = `copy-${randomUUID()}@test.example`;
    const person = { name: 'Cory Copy', email, profileId, roleId: roleIds.CEO };
    return entered(email, (await createUser(admin, person)).temporaryPassword);
  },
  'a new administrator who was made an operator': async () => {
    const { admin, profileIds } = world.org;
    const email = `second-${randomUUID()}@test.example`;
    const second = { name: 'Sid Second', email, profileId: profileIds.Administrator, roleId: world.org.roleIds.CEO };
    const { id, temporaryPassword } = await createUser(admin, second);
    await updateUser(admin, { ...(await userOf(id)), profileId: profileIds.Operator });
    return entered(email, temporaryPassword);
  },
  'an operator whose password was reset': async () => {
    const { admin, operator } = world.org;
    const { email } = await userOf(operator.actor.id);
    return entered(email, (await resetPassword(admin, { id: operator.actor.id })).temporaryPassword);
  },
  'an operator who was deactivated, given an address and a password, and activated': async () => {
    const { admin, operator } = world.org;
    const { id } = operator.actor;
    await setUserActive(admin, { id, active: false });
    const email = `taken-${randomUUID()}@test.example`;
    await updateUser(admin, { ...(await userOf(id)), email });
    const { temporaryPassword } = await resetPassword(admin, { id });
    await setUserActive(admin, { id, active: true });
    return entered(email, temporaryPassword);
  },
};

beforeAll(async () => {
  world = await buildWorld();
  for (const door of ['api', 'export'] as const) await setRestriction(world.org.admin, { door, restricted: false });
  await confirmHolds(world.org);
});

const READS = { ...MASKED_READS, ...GUARDED_READS, ...EXPORT_READS };

describe('an administrator reads no protected text', () => {
  test('by a program that would act for an operator: made, given, widened, with a new secret or a code', async () => {
    const { admin, operator, orgId } = world.org;
    const read = `/crm/v8/Contacts/${world.ids.anna}`;
    const used = await tokenFor(world.org, operator, ['ZohoCRM.modules.Leads.READ']);
    const made = await proposeClient(admin, { name: 'Puppet', ownerId: operator.actor.id, scopes: ALL_SCOPES });
    expect(Object.keys(made)).not.toContain('clientSecret');
    await rotateSecret(admin, { id: made.id });
    await expect(makeGrantCode(admin, { id: made.id })).rejects.toMatchObject({ reason: 'OWNER_ONLY' });

    const widened = (await listMyClients(operator)).find(
      ({ scopes }) => scopes.join() === 'ZohoCRM.modules.Leads.READ',
    );
    const client = { id: widened?.id ?? '', name: widened?.name ?? '', ownerId: operator.actor.id };
    const over = { scopes: ALL_SCOPES, allowedIps: [], expiresAt: null, callsPerMinute: 600 };
    await updateClient(admin, { ...client, ...over });
    for (const path of [read, `/salesiq/v2/${orgId}/conversations/${world.chatId}/messages`]) {
      const answer = await call('GET', path, undefined, { Authorization: `Bearer ${used}` });
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer.body)).toContain('CLIENT_NOT_ACCEPTED');
      expect(JSON.stringify(answer.body)).toContain('has not accepted it');
    }

    // With the owner's word the same question is answered.
    const shown = (await listMyClients(operator)).find(({ id }) => id === made.id);
    const { scopes = [], allowedIps = [] } = shown ?? {};
    const { clientId, secrets } = await acceptClient(operator, { id: made.id, scopes, allowedIps });
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secrets?.clientSecret ?? '',
    });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await call('POST', '/oauth/v2/token', `${form}`, type);
    const answer = await call('GET', read, undefined, { Authorization: `Bearer ${body.access_token}` });
    expect(secretTexts().some((secret) => JSON.stringify(answer.body).includes(secret))).toBe(true);
  });

  test.each(Object.keys(WAYS))('as %s, on any screen, in any file, by any program', async (way) => {
    const ctx = await (WAYS[way] as () => Promise<Context>)();
    await askVerbs(said, world, { who: way, ctx }, READS);
    await askRest(said, world, `a program of ${way}`, await restClient(world.org, ctx));
    expect(said.size).toBeGreaterThan(100);
    expect(told()).toEqual([]);
    said.clear();
  });

  test('until a second person has confirmed: then the account reads what its profile lets it', async () => {
    await confirmHolds(world.org);
    await askRest(said, world, 'a program of an operator', await restClient(world.org, world.org.operator));
    expect(told().length).toBeGreaterThan(0);
  });
});
