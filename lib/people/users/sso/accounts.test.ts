/** What a sign-in by single sign-on does to an account. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import {
  comeIn,
  confirmAll,
  connected,
  domain,
  newClinic,
  notLetIn,
  org,
  place,
  reasons,
  session,
  setUser,
} from './testing/clinic';

beforeEach(newClinic);

describe('accounts', () => {
  const rights = async (token: SessionToken) => {
    const found = await session(token);
    return found.state === 'live' ? found.ctx.rights.org : found.state;
  };

  test('nobody is given one unless the connection does so', async () => {
    const connection = await connected();
    await notLetIn(comeIn(connection, { subject: 'new', email: `new@${domain}` }));
    expect(await reasons()).toEqual(['unknown_person']);
    expect((await eventsOf(org.orgId, 'user.create')).length).toBe(1);
  });

  test('whoever is new is given one, without a password; what they could reveal rests until a second person says so', async () => {
    const connection = await connected({ creates: place('Operator') });
    const token = await comeIn(connection, { subject: 'new', email: `new@${domain}`, name: 'Nora New' });
    expect(await rights(token)).not.toContain('revealPhi');
    const [, created] = await eventsOf(org.orgId, 'user.create');
    expect(created).toMatchObject({ actorId: '0', facts: { by: 'single_sign_on', connection: 'Okta' } });
    await expect(confirmAll(org.admin)).rejects.toMatchObject({ code: 'forbidden', reason: 'ASKED' });
    await confirmAll();
    expect(await rights(token)).toContain('revealPhi');
    const [row] =
      await ownerSql()`select name, password_hash from users where org_id = ${org.orgId} and id = ${token.userId}`;
    expect(row).toMatchObject({ name: 'Nora New', password_hash: expect.not.stringContaining('$argon2') });
  });

  test('a group gives profile and role at each sign-in; the right to reveal rests', async () => {
    const connection = await connected({
      rules: [
        { group: 'officers', ...place('Compliance Officer') },
        { group: 'nurses', ...place('Operator') },
      ],
      groupsClaim: 'groups',
    });
    const officer = await comeIn(connection, { groups: ['others', 'officers'] });
    expect(await rights(officer)).toContain('readWholeLedger');
    const [changed] = await eventsOf(org.orgId, 'user.update');
    expect(changed).toMatchObject({ actorId: '0', fields: ['profile'], facts: { by: 'single_sign_on' } });
    const nurse = await comeIn(connection, { groups: ['nurses'] });
    expect(await rights(nurse)).not.toContain('revealPhi');
    expect((await session(nurse)) as object).toMatchObject({ ctx: { waits: true } });
    await comeIn(connection, { groups: [] });
    expect((await eventsOf(org.orgId, 'user.update')).length).toBe(2);
  });

  test('whom no rule fits is refused where the connection says so', async () => {
    const rules = [{ group: 'nurses', ...place('Operator') }];
    const connection = await connected({ rules, otherwise: 'refuse', creates: place('Operator') });
    await notLetIn(comeIn(connection));
    await notLetIn(comeIn(connection, { subject: 'new', email: `new@${domain}` }));
    expect(await reasons()).toEqual(['no_rule_fits', 'no_rule_fits']);
  });

  test('the last administrator stays one, and gets in', async () => {
    await setUser(org.admin.actor.id, { email: `ada@${domain}` });
    const connection = await connected({ rules: [{ group: 'nurses', ...place('Operator') }] });
    const token = await comeIn(connection, { subject: 'ada', email: `ada@${domain}`, groups: ['nurses'] });
    expect(await rights(token)).toContain('manageUsers');
    expect(await eventsOf(org.orgId, 'user.update')).toMatchObject([{ outcome: 'refused' }]);
  });
});
