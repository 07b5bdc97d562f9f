/** What people are told who are not signed in. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { invite } from '@/lib/people/users/invitations/invite';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';
import {
  askPasswordResponse,
  choosePasswordResponse,
  firstRunResponse,
  joinResponse,
  openInvitationResponse,
} from './joining';

const OWN = 'orchard lantern on the river';
const asked = (body: object): Request =>
  new Request('http://localhost/api', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Status, headers and body of an answer. */
async function toldBy(answer: Promise<Response>): Promise<{ status: number; headers: unknown; body: string }> {
  const { status, headers, ...response } = await answer.then(async (one) => ({
    status: one.status,
    headers: [...one.headers].sort(),
    body: await one.text(),
  }));
  return { status, headers, body: response.body };
}

test('asking for a password is answered the same for a known, an unknown, a deactivated and an account without a password', async () => {
  const org = await makeOrg();
  const [known, gone, without] = ['known', 'gone', 'without'].map((name) => `${name}-${randomUUID()}@test.example`);
  const { operator, officer, admin } = org;
  await asOwner(org.orgId, async (tx) => {
    await tx.sql`update users set email = ${known ?? ''} where id = ${operator.actor.id}`;
    await tx.sql`update users set email = ${gone ?? ''} where id = ${officer.actor.id}`;
    await tx.sql`update users set email = ${without ?? ''}, password_hash = 'none' where id = ${admin.actor.id}`;
  });
  await setUserActive(org.admin, { id: officer.actor.id, active: false });
  const told = [];
  for (const email of [`nobody-${randomUUID()}@test.example`, known, gone, without]) {
    told.push(await toldBy(askPasswordResponse(asked({ email }))));
  }
  expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  for (let found = 0; found < 3; ) found = (await eventsOf(org.orgId, 'user.ask_password')).length;
});

test('what a link does not open is said in clear words, and a link of nothing as one that is cut short', async () => {
  const org = await makeOrg();
  const place = { profileId: org.profileIds.Operator, roleId: org.roleIds.Manager };
  const email = `nora-${randomUUID()}@test.example`;
  const { id, path } = await invite(org.admin, { name: 'Nora Night', email, ...place, byMail: false });
  const token = path?.split('#')[1] ?? '';
  const given = { invitationId: id, token, password: OWN, timeZone: 'Mars/Olympus' };
  expect(await toldBy(joinResponse(asked(given)))).toMatchObject({ status: 200, body: JSON.stringify({ email }) });
  const again = await toldBy(joinResponse(asked(given)));
  expect(again).toMatchObject({ status: 403, body: expect.stringContaining('was used already') });

  const wrong = [
    await toldBy(openInvitationResponse(asked({ invitationId: id, token: 'x' }))),
    await toldBy(openInvitationResponse(asked({ invitationId: '1', token: `${org.orgId}.x` }))),
    await toldBy(openInvitationResponse(asked({ invitationId: id, token: '1.x' }))),
    await toldBy(choosePasswordResponse(asked({ linkId: id, token: `${org.orgId}.x`, password: OWN }))),
  ];
  expect(new Set(wrong.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(wrong[0]).toMatchObject({ status: 403, body: expect.stringContaining('This link is not right') });
});

test('bad input is named by its field, and the first run is over where there is an organisation', async () => {
  await makeOrg();
  expect((await toldBy(askPasswordResponse(asked({ email: 'none' })))).body).toContain(
    '"email":"Give an email address',
  );
  const first = {
    code: 'x',
    organisation: 'North',
    name: 'Ada',
    email: 'ada@north.example',
    password: OWN,
    timeZone: '',
  };
  expect(await toldBy(firstRunResponse(asked(first)))).toMatchObject({ status: 409 });
  expect((await toldBy(firstRunResponse(asked({ ...first, password: 'short' })))).body).toContain('"password":"Use at');
});
