import { expect, test } from 'vitest';
import { asOwner } from './as-owner';

import { ownerSql } from './database';
import { makeOrg } from './factories';
import { expectNowhereInDatabase } from './matchers';

const SECRET = 'Quasimodo-4711';

async function keepAsSetting(orgId: string, value: unknown) {
  await asOwner(orgId, async (tx) => {
    await tx.sql`insert into settings (org_id, key, value, updated_by) values (${orgId}, 'x', ${JSON.stringify(value)}, 1)
      on conflict (org_id, key) do update set value = excluded.value`;
  });
}

test('a value that is nowhere passes', async () => {
  await makeOrg();
  await expectNowhereInDatabase([SECRET]);
});

test.each([
  ['in clear', SECRET],
  ['in small letters', SECRET.toLowerCase()],
  ['within other text', `He is ${SECRET}, they say`],
  ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
  ['in Base64, at the start', Buffer.from(SECRET).toString('base64')],
  ['in Base64, one byte on', Buffer.from(`a${SECRET}z`).toString('base64')],
  ['in Base64, two bytes on', Buffer.from(`ab${SECRET}yz`).toString('base64')],
])('a value that is kept %s is found', async (_how, kept) => {
  const { orgId } = await makeOrg();
  await keepAsSetting(orgId, { kept });
  await expect(expectNowhereInDatabase([SECRET])).rejects.toThrow('public.settings.value');
  await ownerSql()`delete from settings where org_id = ${orgId}`;
});

test('a value that is kept as bytes is found', async () => {
  const { orgId } = await makeOrg();
  await ownerSql()`insert into blind_index (org_id, field_id, token, record_id)
    values (${orgId}, 1, ${Buffer.from(`\x01${SECRET}\x02`)}, 1)`;
  await expect(expectNowhereInDatabase([SECRET])).rejects.toThrow('public.blind_index.token');
  await ownerSql()`delete from blind_index where org_id = ${orgId}`;
});

test('a value with quotes and line breaks is found inside JSON', async () => {
  const { orgId } = await makeOrg();
  await keepAsSetting(orgId, { kept: 'say "ah"\nplease' });
  await expect(expectNowhereInDatabase(['say "ah"\nplease'])).rejects.toThrow('as JSON');
  await ownerSql()`delete from settings where org_id = ${orgId}`;
});
