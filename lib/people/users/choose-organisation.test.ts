/** One address, several organisations; and a browser that is not known. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '@/lib/people/auth/password';
import { choicesIn } from '@/lib/people/auth/sign-in-answer';
import { mailsOf } from '@/lib/people/outbox/testing/mails';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { CHOICE_NEEDED } from './choose-organisation';
import { signIn } from './sign-in';

const OWN = 'orchard lantern on the river';
const email = `olga-${randomUUID()}@test.example`;

let [north, south, east]: TestOrg[] = [];
beforeAll(async () => {
  [north, south, east] = [await makeOrg('North Clinic'), await makeOrg('South Clinic'), await makeOrg('East Clinic')];
  const [own, other] = [await hashPassword(OWN), await hashPassword('kettle garden under the moon')];
  const set = (org: TestOrg | undefined, hash: string) =>
    org &&
    asOwner(
      org.orgId,
      (tx) => tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${org.operator.actor.id}`,
    );
  await Promise.all([set(north, own), set(south, own), set(east, other)]);
});

const enter = (given: { organisation?: string; password?: string; device?: string | null } = {}) =>
  signIn({
    email,
    password: OWN,
    ip: null,
    userAgent: 'Firefox/140.0 (X11; Linux)',
    requestId: randomUUID(),
    ...given,
  });

describe('an address whose password fits in several organisations', () => {
  test('is asked which one, and is told of none where it does not fit', async () => {
    const asked = await enter().catch((error: unknown) => error);
    expect(asked).toMatchObject({ code: 'conflict', reason: CHOICE_NEEDED });
    const { choices } = (asked as { facts: { choices: string } }).facts;
    expect(choicesIn(`choose:${choices}`)).toEqual([
      { id: north?.orgId, name: 'North Clinic' },
      { id: south?.orgId, name: 'South Clinic' },
    ]);
  });

  test('is signed in to the one that was chosen, and to no other by naming it', async () => {
    for (const org of [north, south]) expect((await enter({ organisation: org?.orgId ?? '' })).orgId).toBe(org?.orgId);
    for (const organisation of [east?.orgId ?? '', '1', 'none']) {
      await expect(enter({ organisation })).rejects.toMatchObject({ reason: CHOICE_NEEDED });
    }
    expect((await enter({ password: 'kettle garden under the moon' })).orgId).toBe(east?.orgId);
  });

  test('is asked nothing with a wrong password', async () => {
    const refused = await enter({ password: 'not the password at all' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'invalid' });
    expect(JSON.stringify(refused)).not.toContain('Clinic');
  });
});

test('a sign-in in a browser that is not known is told by mail, but for the very first; one in a known browser is not', async () => {
  const organisation = east?.orgId ?? '';
  const password = 'kettle garden under the moon';
  await asOwner(organisation, (tx) => tx.sql`update users set last_sign_in_at = null where email = ${email}`);
  const mails = () => mailsOf(organisation, 'new_device');
  await enter({ password, device: null });
  expect(await mails()).toEqual([]);
  await enter({ password, device: 'known' });
  expect(await mails()).toEqual([]);
  await enter({ password, device: null });
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.content).toMatchObject({ to: email, text: expect.stringContaining('Firefox on Linux') });
});
