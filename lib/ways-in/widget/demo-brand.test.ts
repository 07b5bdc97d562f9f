import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { GET } from '@/app/widget/demo/route';
import { DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { brandKeyOf } from '@/lib/chat/setup/brands';
import { createBrand } from '@/lib/chat/setup/write-brand';
import { brandOf } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { DEMO_SETTING, demoBrandKey } from './demo-brand';

/** As the seed notes it. */
const noteDemo = ({ orgId, admin }: TestOrg) => ownerSql()`
  insert into settings (org_id, key, value, updated_by) values (${orgId}, ${DEMO_SETTING}, 'true', ${admin.actor.id})`;

const visit = (search = '') => GET(new Request(`http://localhost:3000/widget/demo${search}`));

test('the page to try the chat on is there only where the demo org is, and shows its oldest brand', async () => {
  expect((await visit()).status).toBe(404);
  const org = await makeOrg();
  const key = brandKeyOf(org.orgId, await brandOf(org));
  for (const search of ['', `?brand=${key}`]) {
    const refused = await visit(search);
    expect(refused.status).toBe(404);
    expect(await refused.text()).not.toContain(org.orgId);
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
  }

  await noteDemo(org);
  await createBrand(org.admin, { name: 'A later one', settings: DEFAULT_BRAND });
  const page = await visit();
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(`data-brand="${key}"`);
});

test('an org that came later is no demo, whatever its settings say', async () => {
  const later = await makeOrg();
  await noteDemo(later);
  expect((await demoBrandKey())?.split('-')[0]).not.toBe(later.orgId);
});

test('a demo that was made before demos were noted is noted by the upgrade, and no other org', async () => {
  const [demo, other] = [await makeOrg(), await makeOrg()];
  const sql = ownerSql();
  await sql`update orgs set name = 'Careledger Demo Clinic' where org_id in (${demo.orgId}, ${other.orgId})`;
  await sql`update users set email = 'operator@demo.example' where org_id = ${demo.orgId} and id = ${demo.operator.actor.id}`;
  const upgrade = (await readFile('drizzle/0035_unknown_calls.sql', 'utf8')).split('--> statement-breakpoint').at(-1);
  await sql.unsafe(upgrade ?? '');
  const noted =
    await sql`select org_id::text from settings where key = ${DEMO_SETTING} and org_id in (${demo.orgId}, ${other.orgId})`;
  expect(noted.map(({ org_id }) => org_id)).toEqual([demo.orgId]);
});
