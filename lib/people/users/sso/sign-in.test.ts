/** Who is let in by a connection, and as whom. */
import { beforeEach, describe, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg } from '@/lib/tools/testing/factories';
import { rememberBrowser } from '../remember-browser';
import { signIn } from '../sign-in';
import { findConnection, type SsoConnection } from './connection';
import type { Identity } from './person';
import { createConnection, updateConnection } from './save';
import { signInBySso } from './sign-in';
import { switchOff, switchOn } from './switch';
import {
  browser,
  comeIn,
  confirmAll,
  connected,
  domain,
  email,
  input,
  newClinic,
  notLetIn,
  org,
  read,
  reasons,
  session,
  setUser,
  who,
} from './testing/clinic';

beforeEach(newClinic);

describe('who is let in', () => {
  test('whoever has the address, verified: linked at the first time and known by the provider’s name from then on', async () => {
    const connection = await connected();
    const first = await session(await comeIn(connection, { email: ` ${email.toUpperCase()}` }));
    expect(first).toMatchObject({ state: 'live', ctx: { actor: { id: org.operator.actor.id } } });
    const again = await session(await comeIn(connection, { email: 'otto@elsewhere.example', emailVerified: false }));
    expect(again).toMatchObject({ ctx: { actor: { id: org.operator.actor.id } } });
    expect((await eventsOf(org.orgId, 'user.link')).length).toBe(1);
    expect((await eventsOf(org.orgId, 'user.sign_in')).map(({ facts }) => facts.by)).toEqual(['oidc', 'oidc']);
  });

  test('whoever came in a new browser is told so by mail, but for their very first sign-in', async () => {
    const connection = await connected();
    await ownerSql()`update users set last_sign_in_at = null where org_id = ${org.orgId}`;
    const told = async () =>
      (await ownerSql()`select 1 from mails where org_id = ${org.orgId} and template = 'new_device'`).length;
    const token = await comeIn(connection);
    expect(await told()).toBe(0);
    await comeIn(connection);
    expect(await told()).toBe(1);
    const known = await rememberBrowser(token, null);
    await signInBySso({ orgId: org.orgId, connection }, who(), { ...browser, known });
    expect(await told()).toBe(1);
  });

  test.each<[string, Partial<Identity>, string]>([
    ['an address that is not verified', { emailVerified: false }, 'unverified_address'],
    ['one of which nothing is said', { emailVerified: null }, 'unverified_address'],
    ['one of another domain', { email: 'olga@elsewhere.example' }, 'foreign_domain'],
    ['no address', { email: undefined }, 'no_address'],
    ['two addresses', { email: ['a', 'b'] }, 'no_address'],
    ['nobody here', { email: 'nobody@DOMAIN' }, 'unknown_person'],
    ['a look-alike of the name', { email: 'оlga@DOMAIN' }, 'no_address'],
    ['a look-alike that lower case would make the same', { email: 'olga@DOMAIN'.replace('g', '\u212a') }, 'no_address'],
    ['two addresses in one', { email: 'olga@DOMAIN,otto@DOMAIN' }, 'no_address'],
    ['a domain below', { email: 'olga@sub.DOMAIN' }, 'foreign_domain'],
    ['a domain that ends so', { email: 'olga@xDOMAIN' }, 'foreign_domain'],
  ])('is refused: %s', async (_, given, reason) => {
    const connection = await connected();
    const there =
      typeof given.email === 'string' ? { ...given, email: given.email.replaceAll('DOMAIN', domain) } : given;
    await notLetIn(comeIn(connection, there));
    expect(await reasons()).toEqual([reason]);
  });

  test('an address counts as verified where the connection vouches for it, and never against the provider’s word', async () => {
    const connection = await connected({ vouches: true });
    await notLetIn(comeIn(connection, { emailVerified: false }));
    expect((await session(await comeIn(connection, { emailVerified: null }))).state).toBe('live');
  });

  test('nobody gets in by the address of somebody who is linked with another name', async () => {
    const connection = await connected();
    await comeIn(connection);
    await notLetIn(comeIn(connection, { subject: 'mallory' }));
    expect(await reasons()).toEqual(['linked_to_another']);
  });

  test('not by a connection that is off, nor one that was changed since', async () => {
    const connection = await connected();
    await switchOff(org.admin, { id: connection.id });
    await notLetIn(comeIn(connection));
    expect(await reasons()).toEqual(['connection_off']);
  });

  test('not whoever is deactivated, linked or not', async () => {
    const connection = await connected();
    await comeIn(connection);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set active = false where org_id = ${org.orgId} and email = ${email}`.execute(),
    );
    await notLetIn(comeIn(connection));
    await notLetIn(comeIn(connection, { subject: 'another' }));
    expect((await reasons())[0]).toBe('deactivated');
  });

  test('a link that SQL moved to another person opens nothing', async () => {
    const connection = await connected();
    await comeIn(connection);
    await ownerSql()`update sso_people set user_id = ${org.admin.actor.id} where org_id = ${org.orgId}`;
    await notLetIn(comeIn(connection));
    expect(await reasons()).toEqual(['changed_outside']);
  });

  test('another organisation’s people are not known by the same name at the same provider', async () => {
    const connection = await connected();
    await comeIn(connection);
    const other = await makeOrg();
    const id = await createConnection(other.admin, input());
    const theirs = await inOrg(other.orgId, (tx) => findConnection(tx, id));
    const came = signInBySso({ orgId: other.orgId, connection: theirs as SsoConnection }, who(), browser);
    await notLetIn(came);
  });

  test('whoever moves a connection to another issuer is linked with nobody by its names', async () => {
    const before = await connected();
    await comeIn(before);
    await updateConnection(org.admin, { id: before.id, connection: input({ issuer: 'https://other.example' }) });
    await switchOn(org.admin, { id: before.id });
    await confirmAll();
    await notLetIn(comeIn(await read(before.id)));
    expect(await reasons()).toEqual(['linked_to_another']);
  });

  test('a provider that asks for no second factor gives none', async () => {
    const given = async (connection: SsoConnection) => {
      const { sessionId } = await comeIn(connection);
      const [row] = await ownerSql()`select factor_at from sessions where org_id = ${org.orgId} and id = ${sessionId}`;
      return row?.factor_at !== null;
    };
    const connection = await connected();
    expect(await given(connection)).toBe(true);
    await updateConnection(org.admin, { id: connection.id, connection: input({ asksFactor: false }) });
    await switchOn(org.admin, { id: connection.id });
    await confirmAll();
    expect(await given(await read(connection.id))).toBe(false);
  });

  test('a temporary password that somebody knows is gone once its owner is linked', async () => {
    const id = org.operator.actor.id;
    await setUser(id, { password: 'temporary password' });
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set password_ends_at = now() + interval '1 day' where org_id = ${org.orgId} and id = ${id}`.execute(),
    );
    expect((await session(await comeIn(await connected()))).state).toBe('live');
    await expect(signIn({ ...browser, email, password: 'temporary password' })).rejects.toThrow('not right');
  });
});
