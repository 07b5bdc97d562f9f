/** What can they see and why: policy's own answer, with a reason, in the same few statements however many there are. */
import { beforeAll, describe, expect, test } from 'vitest';
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { ORG_RIGHTS, type ProfileRights, STANDARD_PROFILES } from '@/lib/people/rights';
import { eachSwitch } from '@/lib/protection/compliance/doors';
import { treatmentOf } from '@/lib/protection/compliance/policy';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { watchStatements } from '@/lib/tools/testing/statements/record';
import { createProfile } from '../create-profile';
import { updateProfile } from '../update-profile';
import { accessTo, PERSONAL_DOORS } from './explain';
import { accessOfPerson } from './of-person';
import { accessToField } from './to-field';

let org: TestOrg;
let other: TestOrg;
let titleId: string;
let ulaId: string;
let profileId: string;

beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
  await setHipaaEnabled(org.admin, { enabled: true });
  await selectModule(org.admin, { module: 'Contacts' });
  const contacts = getModule(await org.metadata(), 'Contacts');
  titleId = getField(contacts, 'Title').id;
  await markField(org.admin, { module: 'Contacts', fieldId: getField(contacts, 'Phone').id, encrypt: true });
  profileId = await createProfile(org.admin, { name: 'Front desk', copyOf: org.profileIds.Operator });
  const { everyModule, org: own } = STANDARD_PROFILES.Operator;
  const rights = {
    everyModule: [...everyModule],
    modules: {},
    org: [...own],
    fields: { [titleId]: 'hidden' as const },
  };
  await updateProfile(org.admin, { id: profileId, name: 'Front desk', rights });
  ulaId = await insertUser(org, 'Ula User', profileId, org.roleIds.Manager);
});

const inContacts = <T extends { apiName: string }>(modules: T[]): T =>
  modules.find(({ apiName }) => apiName === 'Contacts') as T;

test('what it says of a field is what policy does, whatever the rights, marks and switches', async () => {
  const module = getModule(await org.metadata(), 'Contacts');
  for (const marked of [true, false]) {
    for (const right of ['edit', 'read', 'hidden'] as const) {
      for (const reveals of [true, false]) {
        for (const restricted of [true, false]) {
          const field = { ...getField(module, 'Title'), marked };
          const fields = right === 'edit' ? {} : { [field.id]: right };
          const org = ORG_RIGHTS.filter((one) => reveals || one !== 'revealPhi');
          const rights: ProfileRights = { ...STANDARD_PROFILES.Operator, org, fields };
          const compliance = { hipaaEnabled: true, ...eachSwitch(() => restricted) };
          const { doors } = accessTo(module, field, { rights, rests: false }, compliance);
          for (const door of PERSONAL_DOORS)
            expect(doors[door].shown).toBe(treatmentOf(field, door, compliance, rights));
        }
      }
    }
  }
});

describe('what can they see and why', () => {
  test('says what the profile hides, what is masked and why, whose records, and what waits', async () => {
    const access = await accessOfPerson(org.admin, ulaId);
    expect(access).toMatchObject({ name: 'Ula User', profile: { name: 'Front desk' }, isSelf: false, rests: false });
    const { fields, sight } = inContacts(access.modules);
    expect(sight).toContain('shared with everybody');
    const of = (label: string) => fields.find((field) => field.label === label);
    expect(of('Title')).toMatchObject({
      doors: { screen: { shown: 'withheld', why: 'hidden' }, api: { shown: 'withheld', why: 'hidden' } },
      change: { may: false, why: 'hidden' },
    });
    expect(of('Phone')).toMatchObject({
      doors: { screen: { shown: 'masked', why: 'may_reveal' }, export: { shown: 'clear', why: 'leaves' } },
      change: { may: true, why: 'may_edit' },
    });
    expect(of('Email')).toMatchObject({ doors: { screen: { shown: 'clear', why: 'plain' } } });
  });

  test('is told to themself without the names of hidden fields, to officers, and to nobody else', async () => {
    const ula = {
      ...org.operator,
      actor: { kind: 'user' as const, id: ulaId, name: 'Ula User' },
      rights: { ...STANDARD_PROFILES.Operator, fields: { [titleId]: 'hidden' as const } },
    };
    const own = inContacts((await accessOfPerson(ula, ulaId)).modules);
    expect(own.notNamed).toBe(1);
    expect(own.fields.map(({ label }) => label)).not.toContain('Title');
    expect((await accessOfPerson(org.officer, ulaId)).name).toBe('Ula User');
    await expect(accessOfPerson(org.operator, ulaId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(accessToField(org.operator, { module: 'Contacts', field: 'Title' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    for (const id of [ulaId, '0', 'x'])
      await expect(accessOfPerson(other.admin, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of a field names the people of each profile, and what is not there is not found', async () => {
    const { groups } = await accessToField(org.admin, { module: 'Contacts', field: 'Title' });
    const group = groups.find(({ profile }) => profile.name === 'Front desk');
    expect(group).toMatchObject({
      people: 1,
      some: [{ id: ulaId, name: 'Ula User' }],
      doors: { screen: { why: 'hidden' } },
    });
    expect(groups.find(({ profile }) => profile.name === 'Compliance Officer')?.doors.screen).toEqual({
      shown: 'closed',
      why: 'no_view',
    });
    await expect(accessToField(org.admin, { module: 'Contacts', field: 'None' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('says that the right to reveal waits, and that a door is restricted', async () => {
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set phi_suspended = true where org_id = ${org.orgId} and id = ${ulaId}`.execute(),
    );
    await setRestriction(org.admin, { door: 'api', restricted: true });
    const access = await accessOfPerson(org.admin, ulaId);
    expect(access.rests).toBe(true);
    const phone = inContacts(access.modules).fields.find(({ label }) => label === 'Phone');
    expect(phone?.doors).toMatchObject({
      screen: { why: 'reveal_rests' },
      api: { shown: 'withheld', why: 'restricted' },
    });
  });
});

test('1,000 people and 300 fields take the same statements as a few', async () => {
  const large = await makeOrg();
  const ask = async () => {
    const sent = [
      ...(await watchStatements(() => accessOfPerson(large.admin, large.operator.actor.id))),
      ...(await watchStatements(() => accessToField(large.admin, { module: 'Contacts', field: 'Title' }))),
    ];
    return sent.map(({ text }) => text);
  };
  await ask();
  const few = await ask();
  expect(few.length).toBeGreaterThan(2);
  await asOwner(large.orgId, async ({ sql }) => {
    await sql`
      insert into users (org_id, id, email, name, password_hash, profile_id, role_id)
      select ${large.orgId}, 9000000000 + n, 'p' || n || '@large.example', 'Person ' || n, 'none',
        ${large.profileIds.Operator}, ${large.roleIds.Manager}
      from generate_series(1, 1000) n`;
    await sql`
      insert into fields (org_id, id, module_id, api_name, label, type, custom)
      select ${large.orgId}, 9000100000 + n, id, 'Extra_' || n, 'Extra ' || n, 'single_line', true
      from modules, generate_series(1, 300) n where org_id = ${large.orgId} and api_name = 'Contacts'`;
  });
  await ask();
  expect(await ask()).toEqual(few);
  const { groups } = await accessToField(large.admin, { module: 'Contacts', field: 'Title' });
  expect(groups.find(({ profile }) => profile.name === 'Operator')).toMatchObject({ people: 1001 });
});
