import { expect, test } from 'vitest';
import { DEFAULT_BRAND } from '../chat/setup/brand-schema';
import { brandKeyOf } from '../chat/setup/brands';
import { createBrand } from '../chat/setup/write-brand';
import { brandOf } from '../testing/chat';
import { makeOrg } from '../testing/factories';
import { demoBrandKey } from './demo-brand';

test('the page to try the chat on shows the one org its oldest brand, and none where there are several orgs', async () => {
  expect(await demoBrandKey()).toBeNull();
  const org = await makeOrg();
  const first = await brandOf(org);
  await createBrand(org.admin, { name: 'A later one', settings: DEFAULT_BRAND });
  expect(await demoBrandKey()).toBe(brandKeyOf(org.orgId, first));
  await makeOrg();
  expect(await demoBrandKey()).toBeNull();
});
