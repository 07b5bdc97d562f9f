/** Addresses that look like those of people here. */
import { describe, expect, test } from 'vitest';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { createUser } from './create-user';
import { invite } from './invitations/invite';
import { lookOf } from './look-alike';
import { signIn } from './sign-in';
import { updateUser } from './update-user';

const person = (org: TestOrg, email: string) => ({
  name: 'Nora New',
  email,
  profileId: org.profileIds.Operator,
  roleId: org.roleIds.Manager,
});
/** Somebody here, whose address is looked like. */
const known = async (org: TestOrg) =>
  createUser(org.admin, { ...person(org, 'lisa.morn@clinic.example'), name: 'Lisa' });

test.each([
  ['l1sa@clinic.example', 'lisa@clinic.example'],
  ['lisa@cIinic.example'.toLowerCase(), 'lisa@clinic.example'],
  ['lisa@c1inic.example', 'lisa@clinic.example'],
  ['tom@clinic.example', 't0m@clinic.example'],
  ['torn@clinic.example', 'tom@clinic.example'],
  // `clinіc` with a Cyrillic і; `сlinic` with a Cyrillic с.
  ['lisa@xn--clinc-q2e.example', 'lisa@clinic.example'],
  ['lisa@xn--linic-0ye.example', 'lisa@clinic.example'],
])('%s looks like %s', (one, other) => {
  expect(lookOf(one)).toBe(lookOf(other));
});

test.each([
  ['lisa@clinic.example', 'lisa@clinics.example'],
  ['lisa@clinic.example', 'luisa@clinic.example'],
  ['ann@clinic.example', 'anna@clinic.example'],
])('%s does not look like %s', (one, other) => {
  expect(lookOf(one)).not.toBe(lookOf(other));
});

describe('an address that looks like somebody’s', () => {
  const ALIKE = 'l1sa.rnorn@clinic.example';

  test('is asked about before it is given, invited or changed to; meant, it is taken', async () => {
    const org = await makeOrg();
    await known(org);
    const asked = { code: 'conflict', reason: 'LOOKS_ALIKE', fields: { email: expect.stringContaining('Lisa') } };
    await expect(createUser(org.admin, person(org, ALIKE))).rejects.toMatchObject(asked);
    await expect(invite(org.admin, { ...person(org, ALIKE), byMail: false })).rejects.toMatchObject(asked);
    const id = org.operator.actor.id;
    await expect(updateUser(org.admin, { ...person(org, ALIKE), id })).rejects.toMatchObject(asked);
    expect((await eventsOf(org.orgId)).filter(({ outcome }) => outcome === 'refused')).toHaveLength(0);
    await updateUser(org.admin, { ...person(org, ALIKE), id, alike: true });
    // Once it is theirs nobody asks again.
    await updateUser(org.admin, { ...person(org, ALIKE), id, name: 'Olga' });
  });

  test('is of another organisation: nobody is told', async () => {
    const [org, other] = [await makeOrg(), await makeOrg()];
    await known(org);
    await createUser(other.admin, person(other, ALIKE));
  });
});

describe('an address with letters of other alphabets', () => {
  // A Kelvin sign, a fullwidth k, a Cyrillic е.
  test.each(['\u212aim@clinic.example', '\uff4bim@clinic.example', 'k\u0435n@clinic.example'])(
    '%s is none',
    async (email) => {
      const org = await makeOrg();
      const refused = { code: 'invalid', fields: { email: expect.any(String) } };
      await expect(createUser(org.admin, person(org, email))).rejects.toMatchObject(refused);
      await expect(invite(org.admin, { ...person(org, email), byMail: false })).rejects.toMatchObject(refused);
    },
  );

  test('signs in nobody, also where it would be somebody’s in lower case', async () => {
    const org = await makeOrg();
    const { temporaryPassword } = await createUser(org.admin, person(org, 'kim@clinic.example'));
    const attempt = { password: temporaryPassword, ip: null, userAgent: null, requestId: 'r' };
    await expect(signIn({ ...attempt, email: '\u212aim@clinic.example' })).rejects.toMatchObject({ code: 'invalid' });
    await signIn({ ...attempt, email: 'KIM@clinic.example' });
  });
});
