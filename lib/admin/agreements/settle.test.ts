import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { createAgreement } from './create';
import { settleAgreements } from './settle';
import { agreementInput, confirmAsked, coverOf, makeConnection, makeInForce, sign } from './testing/agreements';
import { updateAgreement } from './update';
import { withdrawAgreement } from './withdraw';

let org: TestOrg;
let id: Id;

beforeAll(async () => {
  org = await makeOrg();
});
beforeEach(async () => {
  id = await makeInForce(org, { covers: [{ service: 'mail_relay' }], endsOn: '2026-12-31' });
});

const settle = (day: string) => settleAgreements(org.orgId, new Date(`${day}T12:00:00Z`));

/** Words of days, and who was told, the first first. */
const told = async (agreementId: Id) => {
  const rows = await ownerSql()<{ days: number; name: string }[]>`
    select (n.facts ->> 'days')::int as days, u.name from notices n
    join users u on u.org_id = n.org_id and u.id = n.user_id
    where n.org_id = ${org.orgId} and n.kind = 'agreement.ends' and n.subject_id = ${agreementId}
    order by n.at, u.name`;
  return rows.map(({ days, name }) => `${days} ${name}`);
};
const both = (days: number) => [`${days} Ada Admin`, `${days} Otto Officer`];
const ends = async () => (await eventsOf(org.orgId, 'agreement.end')).filter(({ subjectId }) => subjectId === id);

describe('an agreement that ends', () => {
  test('is told of 60, 30 and 7 days before and when it has ended, once each, to officers and administrators', async () => {
    await settle('2026-10-31');
    expect(await told(id)).toEqual([]);
    for (const day of ['2026-11-01', '2026-11-02', '2026-12-01', '2026-12-24', '2026-12-31']) {
      await settle(day);
      await settle(day);
    }
    expect(await told(id)).toEqual([...both(60), ...both(30), ...both(7)]);
    expect(await ends()).toEqual([]);
    await settle('2027-01-01');
    await settle('2027-01-02');
    expect(await told(id)).toEqual([...both(60), ...both(30), ...both(7), ...both(0)]);
    expect(await ends()).toMatchObject([{ actorId: '0', facts: { party: 'Lists Inc.', endsOn: '2026-12-31' } }]);
  });

  test('is told of once where the worker was away, with the days that are left', async () => {
    await settle('2026-12-28');
    await settle('2026-12-29');
    expect(await told(id)).toEqual(both(3));
  });

  test('ends once, however many workers there are', async () => {
    await Promise.all(Array.from({ length: 6 }, () => settle('2027-01-01')));
    expect(await ends()).toHaveLength(1);
    expect(await told(id)).toEqual(both(0));
  });

  test('and is prolonged is told of anew for its new end', async () => {
    await settle('2026-12-28');
    const change = {
      ...agreementInput({ covers: [{ service: 'mail_relay' }], endsOn: '2027-12-31' }),
      agreementId: id,
    };
    await updateAgreement(org.admin, change);
    await confirmAsked(org, id);
    await settle('2027-01-01');
    expect(await ends()).toEqual([]);
    await settle('2027-12-26');
    expect(await told(id)).toEqual([...both(3), ...both(5)]);
  });
});

test('nobody is told of what is not in force, was withdrawn, or was signed by SQL', async () => {
  const connection = await makeConnection(org);
  const given = agreementInput({ covers: [coverOf(connection)], endsOn: '2026-12-31' });
  const [draft, waiting] = [await createAgreement(org.admin, given), await createAgreement(org.admin, given)];
  await sign(org.admin, waiting.id);
  await withdrawAgreement(org.admin, { agreementId: id });
  await ownerSql()`update agreements set state = 'signed', in_force_at = now() where id = ${draft.id}`;
  await settle('2026-12-28');
  await settle('2027-01-01');
  expect([await told(id), await told(draft.id), await told(waiting.id)]).toEqual([[], [], []]);
  expect(await ends()).toEqual([]);
});
