/** "Only by single sign-on": whose password counts, and who says so. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addPasskey, offerPasskey } from '@/lib/people/factors/add';
import { env } from '@/lib/platform/env';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { softAuthenticator } from '@/lib/tools/testing/authenticator';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextIn, newPerson, passwordSession } from '@/lib/tools/testing/factor-people';
import { signIn } from '../sign-in';
import { offerSignIn, signInByPasskey } from '../sign-in-by-passkey';
import { setOnly } from './only';
import { getSso } from './queries';
import { deleteConnection, updateConnection } from './save';
import { switchOff } from './switch';
import {
  browser,
  comeIn,
  connected,
  domain,
  email,
  input,
  newClinic,
  org,
  reasons,
  session,
  setUser,
} from './testing/clinic';

beforeEach(newClinic);

describe('only by single sign-on', () => {
  const PASSWORD = 'correct horse battery staple';
  const byPassword = (address: string, password = PASSWORD) => signIn({ ...browser, email: address, password });

  test('is not switched on while nobody is named who could sign in, nor without a connection', async () => {
    await setUser(org.admin.actor.id, { email: `ada@${domain}` });
    const named = { only: true, exceptIds: [org.admin.actor.id] };
    await expect(setOnly(org.admin, named)).rejects.toMatchObject({ fields: { exceptIds: expect.any(String) } });
    await setUser(org.admin.actor.id, { password: PASSWORD });
    await expect(setOnly(org.admin, named)).rejects.toMatchObject({ code: 'conflict' });
    await connected();
    await expect(setOnly(org.admin, { only: true, exceptIds: [] })).rejects.toMatchObject({ code: 'invalid' });
    const operator = { only: true, exceptIds: [org.operator.actor.id] };
    await expect(setOnly(org.admin, operator)).rejects.toMatchObject({ code: 'invalid' });
    await setOnly(org.admin, named);
    expect((await getSso(org.admin)).only).toEqual(named);
    expect(await eventsOf(org.orgId, 'settings.update')).toMatchObject([
      { facts: { setting: 'only_sso', new: named } },
    ]);
  });

  test('a right password is answered as a wrong one, in its time, and the event says why; who is named gets in', async () => {
    const ada = `ada@${domain}`;
    await setUser(org.admin.actor.id, { email: ada, password: PASSWORD });
    await setUser(org.operator.actor.id, { password: PASSWORD });
    const connection = await connected();
    await byPassword(email);
    await setOnly(org.admin, { only: true, exceptIds: [org.admin.actor.id] });
    const errors = await Promise.all(
      [byPassword(email), byPassword(email, 'wrong'), byPassword(`nobody@${domain}`)].map((act) => act.catch((e) => e)),
    );
    expect(new Set(errors.map(({ code, message }) => `${code} ${message}`)).size).toBe(1);
    expect((await reasons()).sort()).toEqual(['only_single_sign_on', 'wrong_password']);
    expect(await byPassword(ada)).toMatchObject({ userId: org.admin.actor.id });
    expect((await session(await comeIn(connection))).state).toBe('live');
  });

  test('the last connection that lets people in stays', async () => {
    await setUser(org.admin.actor.id, { email: `ada@${domain}`, password: PASSWORD });
    const { id } = await connected();
    await setOnly(org.admin, { only: true, exceptIds: [org.admin.actor.id] });
    for (const act of [
      () => switchOff(org.admin, { id }),
      () => deleteConnection(org.admin, { id }),
      () => updateConnection(org.admin, { id, connection: input() }),
    ])
      await expect(act()).rejects.toMatchObject({ reason: 'LAST_WAY' });
    await setOnly(org.admin, { only: false, exceptIds: [] });
    await switchOff(org.admin, { id });
  });

  test('what SQL made of the setting lets nobody in by a password', async () => {
    await setUser(org.operator.actor.id, { password: PASSWORD });
    await asOwner(org.orgId, (tx) =>
      tx.sql`insert into settings (org_id, key, value, updated_by)
        values (${org.orgId}, 'only_sso', '{"only":false,"exceptIds":[]}', ${org.admin.actor.id})`.execute(),
    );
    await expect(byPassword(email)).rejects.toThrow('not right');
  });
});

test('a passkey of one’s own is refused as a wrong one, and the event says why', async () => {
  const origin = 'https://crm.example';
  const address = vi.spyOn(env(), 'NEXTAUTH_URL', 'get' as never).mockReturnValue(origin as never);
  const person = await newPerson(org);
  const ctx = await contextIn(await passwordSession(person));
  const device = softAuthenticator(origin);
  await addPasskey(ctx, device.make(await offerPasskey(ctx), 'Laptop'));
  const bySign = async () => signInByPasskey({ ...browser, answer: device.sign(await offerSignIn()) });
  device.counter = 1;
  expect(await bySign()).toMatchObject({ userId: person.id });
  await asOwner(org.orgId, (tx) =>
    tx.sql`insert into settings (org_id, key, value, updated_by)
        values (${org.orgId}, 'only_sso', '{"only":false,"exceptIds":[]}', ${org.admin.actor.id})`.execute(),
  );
  device.counter = 2;
  await expect(bySign()).rejects.toThrow('This passkey was not taken.');
  expect(await reasons()).toEqual(['only_single_sign_on']);
  address.mockRestore();
});
