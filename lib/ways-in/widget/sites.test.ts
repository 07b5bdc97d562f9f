import { expect, test } from 'vitest';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { listBrands } from '@/lib/chat/setup/brands';
import { updateBrand } from '@/lib/chat/setup/write-brand';
import '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { makeDoorClient, send } from '@/lib/tools/testing/widget';
import { siteOf } from './sites';

const connected = async ({ admin }: TestOrg) =>
  (await getComplianceOverview(admin)).flow.find(({ door }) => door === 'visitor')?.connected;

test('the compliance page says which websites may hold the widget, and on which it was last seen', async () => {
  const org = await makeOrg();
  const client = await makeDoorClient(org);
  const [brand] = await listBrands(org.admin);
  if (!brand) throw new Error('There is no brand.');
  const name = async (origins: string[]) =>
    updateBrand(org.admin, { ...brand, settings: { ...brand.settings, origins } });
  const frame = (referer?: string) =>
    send(client, `/widget/frame?brand=${client.brand}`, { headers: referer ? { referer } : {} });

  expect(await connected(org)).toBe('No website may hold the chat widget.');
  await name(['https://www.clinic.example', 'https://*.pages.example']);
  for (const referer of [
    undefined,
    'https://evil.example/',
    'http://www.clinic.example/',
    'https://pages.example.evil.example/',
  ]) {
    await frame(referer);
  }
  expect(await connected(org)).toBe('2 websites may hold the chat widget; it was seen on none yet.');
  await frame('https://www.clinic.example/');
  const day = new Date().toISOString().slice(0, 10);
  expect(await connected(org)).toBe(
    `2 websites may hold the chat widget; last seen on https://www.clinic.example (${day}).`,
  );
  await frame('https://a.pages.example/some/page?ssn=536-90-4399');
  expect(await connected(org)).toContain('https://*.pages.example');
  await name([]);
  expect(await connected(org)).toBe('No website may hold the chat widget.');
});

test.each([
  ['https://clinic.example/x', 'https://clinic.example'],
  ['https://a.b.example', 'https://*.b.example'],
  ['https://b.example', null],
  ['http://a.b.example', null],
  ['https://clinic.example:8443', null],
  ['nonsense', null],
  [null, null],
])('%s is of the site %s', (address, site) => {
  expect(siteOf(['https://clinic.example', 'https://*.b.example'], address)).toBe(site);
});
