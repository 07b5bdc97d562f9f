import { beforeAll, expect, test } from 'vitest';
import { eachSwitch, RESTRICTABLE_DOORS, SWITCH_OF } from '@/lib/protection/compliance/doors';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { confirmHolds } from '@/lib/tools/testing/holds';
import { setRestrictionSchema } from './schemas';
import { setRestriction } from './set-restriction';

let org: TestOrg;
beforeAll(async () => {
  org = await makeHealthOrg();
});

const OPEN = eachSwitch(() => false);

test.each(RESTRICTABLE_DOORS)(
  'restricting %s closes that door alone, is an event, and can be taken back',
  async (door) => {
    await setRestriction(org.admin, { door, restricted: true });
    await setRestriction(org.admin, { door, restricted: true });
    expect((await org.metadata()).compliance).toEqual({ hipaaEnabled: true, ...OPEN, [SWITCH_OF[door]]: true });
    await setRestriction(org.admin, { door, restricted: false });
    await confirmHolds(org);
    expect((await org.metadata()).compliance).toEqual({ hipaaEnabled: true, ...OPEN });
    const events = (await eventsOf(org, 'compliance.update')).filter(({ facts }) => facts.setting === SWITCH_OF[door]);
    expect(events.map(({ facts }) => [facts.old, facts.new])).toEqual([
      [false, true],
      [true, false],
    ]);
  },
);

test('all switches turned at the same moment are all turned', async () => {
  const own = await makeHealthOrg();
  await Promise.all(RESTRICTABLE_DOORS.map((door) => setRestriction(own.admin, { door, restricted: true })));
  expect((await own.metadata()).compliance).toEqual({ hipaaEnabled: true, ...eachSwitch(() => true) });
});

test('a profile that may not manage compliance is refused, and the attempt is an event that names the door', async () => {
  await expect(setRestriction(org.operator, { door: 'api', restricted: false })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const [refused] = await eventsOf(org, 'compliance.update').then((all) => all.filter((e) => e.outcome === 'refused'));
  expect(refused).toMatchObject({ actorId: org.operator.actor.id });
});

test('nothing can be restricted while HIPAA is off', async () => {
  const off = await makeOrg();
  const attempt = setRestriction(off.admin, { door: 'api', restricted: true });
  await expect(attempt).rejects.toMatchObject({ code: 'invalid', reason: 'HIPAA_DISABLED' });
});

test.each([{ door: 'screen', restricted: true }, { door: 'api' }, { door: 'api', restricted: 'yes' }, {}])(
  'the action refuses %j',
  (input) => {
    expect(setRestrictionSchema.safeParse(input).success).toBe(false);
  },
);
