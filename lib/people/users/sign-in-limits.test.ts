/** From where and when somebody may be signed in: at sign-in, at the next request, and for programs that act for them. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import { outsideLimits } from '@/lib/people/auth/where-and-when';
import type { SignInHours, Weekday } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf } from '@/lib/tools/testing/events';
import { insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { call, tokenFor } from '@/lib/tools/testing/rest';
import { createProfile } from './create-profile';
import { getProfile } from './queries';
import { signIn } from './sign-in';
import { setSignInLimits } from './sign-in-limits';
import { updateProfile } from './update-profile';

const WEEK: SignInHours = { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };
const NIGHT: SignInHours = { zone: 'UTC', days: [5], from: '22:00', to: '06:00' };
const at = (iso: string) => Date.parse(iso);

test.each([
  ['in the morning of a working day', WEEK, '2026-11-30T07:00:00Z', null],
  ['a minute before', WEEK, '2026-11-30T06:59:59Z', 'outside_hours'],
  ['at the end', WEEK, '2026-11-30T17:00:00Z', 'outside_hours'],
  ['on a Sunday', WEEK, '2026-11-29T10:00:00Z', 'outside_hours'],
  ['in summer, by the clock on the wall', WEEK, '2026-07-01T06:00:00Z', null],
  ['at night, on the day it begins', NIGHT, '2026-12-04T23:00:00Z', null],
  ['at night, on the day after', NIGHT, '2026-12-05T05:59:00Z', null],
  ['in the night after that', NIGHT, '2026-12-05T23:00:00Z', 'outside_hours'],
  ['in the night before', NIGHT, '2026-12-04T05:00:00Z', 'outside_hours'],
])('%s', (_, hours, now, outside) => {
  expect(outsideLimits({ addresses: [], hours }, null, at(now))).toBe(outside);
});

test('an address that is not known, or not in a range, is outside; without limits nothing is', () => {
  const limits = { addresses: ['192.0.2.0/24', '2001:db8::/32'], hours: null };
  const now = at('2026-11-30T03:00:00Z');
  for (const ip of ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1']) expect(outsideLimits(limits, ip, now)).toBeNull();
  for (const ip of ['198.51.100.1', '2001:db9::1', '', null])
    expect(outsideLimits(limits, ip, now)).toBe('outside_addresses');
  expect(outsideLimits(undefined, null, now)).toBeNull();
});

const PASSWORD = 'orchard lantern on the river';
let org: TestOrg;
let person: Context;
let profileId: string;
const email = `ula-${randomUUID()}@test.example`;

beforeAll(async () => {
  org = await makeOrg();
  profileId = await createProfile(org.admin, { name: 'Front desk', copyOf: org.profileIds['Compliance Officer'] });
  const rights = { everyModule: ['view' as const], modules: {}, org: [] };
  await updateProfile(org.admin, { id: profileId, name: 'Front desk', rights });
  const id = await insertUser(org, 'Ula User', profileId, org.roleIds.Manager);
  const passwordHash = await hashPassword(PASSWORD);
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email}, password_hash = ${passwordHash} where org_id = ${org.orgId} and id = ${id}`.execute(),
  );
  person = { ...org.operator, actor: { kind: 'user', id, name: 'Ula User' } };
});

const enter = (ip: string) => signIn({ email, password: PASSWORD, ip, userAgent: null, requestId: randomUUID() });
const limit = (change: object, by: Context = org.admin) =>
  setSignInLimits(by, { id: profileId, addresses: [], hours: null, ...change });

describe('limits of a profile', () => {
  test('refuse a sign-in in words, end a session at its next request, and let no program in; each is an event', async () => {
    const token = await enter('198.51.100.1');
    const program = await tokenFor(org, person);
    await limit({ addresses: ['192.0.2.0/24'] });
    expect(await loadContext(token, { requestId: randomUUID(), ip: '198.51.100.1' })).toMatchObject({
      state: 'lapsed',
      reason: 'outside_addresses',
    });
    expect(await loadContext(token, { requestId: randomUUID(), ip: '192.0.2.9' })).toMatchObject({ state: 'live' });
    await expect(enter('198.51.100.1')).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Your profile does not let you be signed in from this address. Ask an administrator.',
    });
    await enter('192.0.2.9');
    const answer = await call('GET', '/crm/v8/settings/modules', undefined, { Authorization: `Bearer ${program}` });
    expect(answer).toMatchObject({ status: 401, body: { code: 'OUTSIDE_ADDRESSES' } });
    expect(await eventsOf(org.orgId, 'user.sign_in')).toContainEqual(
      expect.objectContaining({ outcome: 'refused', facts: { reason: 'OUTSIDE_ADDRESSES' } }),
    );
    expect(await eventsOf(org.orgId, 'access.refuse')).toContainEqual(
      expect.objectContaining({ facts: { reason: 'OUTSIDE_ADDRESSES' } }),
    );
    expect((await eventsOf(org.orgId, 'profile.update')).at(-1)).toMatchObject({
      facts: { signIn: { old: 'from anywhere; at any time', new: 'from 192.0.2.0/24; at any time' } },
    });
    await limit({});
    expect((await getProfile(org.admin, profileId)).rights.signIn).toBeUndefined();
    await enter('198.51.100.1');
  });

  test('stay when the rights are changed, and are no right', async () => {
    await limit({ hours: { ...WEEK, days: [...WEEK.days] as Weekday[] } });
    const rights = { everyModule: ['view' as const, 'edit' as const], modules: {}, org: [] };
    await updateProfile(org.admin, { id: profileId, name: 'Front desk', rights });
    expect((await getProfile(org.admin, profileId)).rights.signIn).toEqual({ addresses: [], hours: WEEK });
    await limit({});
  });

  test('are set by who manages people alone, on a profile of one’s own making, and say what is wrong', async () => {
    await expect(limit({ addresses: ['192.0.2.1'] }, org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(limit({ id: org.profileIds.Operator, addresses: ['192.0.2.1'] })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(limit({ addresses: ['192.0.2'] })).rejects.toMatchObject({
      fields: { 'addresses.0': expect.any(String) },
    });
    const wrong = { ...WEEK, days: [...WEEK.days] as Weekday[], to: '08:00' };
    await expect(limit({ hours: wrong })).rejects.toMatchObject({
      fields: { 'hours.to': 'They end when they begin.' },
    });
    await expect(limit({ hours: { ...wrong, to: '25:00' } })).rejects.toMatchObject({ code: 'invalid' });
    await expect(limit({ hours: { ...wrong, to: '09:00', zone: 'Nowhere' } })).rejects.toMatchObject({
      code: 'invalid',
    });
    const other = await makeOrg();
    await expect(limit({ addresses: ['192.0.2.1'] }, other.admin)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('lock out whoever sets them only if they mean it, and are then lifted by somebody else', async () => {
    const own = await createProfile(org.admin, { name: 'Managers', copyOf: org.profileIds.Administrator });
    const id = await insertUser(org, 'Max Manager', own, org.roleIds.Manager);
    const max: Context = { ...org.admin, actor: { kind: 'user', id, name: 'Max Manager' }, ip: '198.51.100.1' };
    const change = { id: own, addresses: ['192.0.2.0/24'], hours: null };
    await expect(setSignInLimits(max, change)).rejects.toMatchObject({ reason: 'LOCKS_OUT' });
    expect((await getProfile(org.admin, own)).rights.signIn).toBeUndefined();
    await setSignInLimits(max, { ...change, meant: true });
    await expect(setSignInLimits(max, { ...change, addresses: [] })).rejects.toMatchObject({ code: 'forbidden' });
    await setSignInLimits(org.admin, { ...change, addresses: [] });
    expect((await getProfile(org.admin, own)).rights.signIn).toBeUndefined();
  });
});
