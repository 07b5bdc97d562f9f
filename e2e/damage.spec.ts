/** What screens say of a record that does not open, of an organisation whose settings do not check, of a forged approval. */
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { type Clinic, makeClinic } from './clinic';
import { databaseUrls } from './fixtures';
import { expect, test } from './people';

const PHONE = '999-010-4477';
const PHONE_SIZE = { width: 390, height: 844 };

let clinic: Clinic;
let orgId: string;
let sql: postgres.Sql;

test.beforeAll(async () => {
  const one = (Last_Name: string) => ({ module: 'Contacts', values: { Last_Name, Phone: PHONE } });
  clinic = await makeClinic('Damage Clinic', ['Phone'], [one('Whole'), one('Damaged')]);
  sql = postgres(databaseUrls().owner, { max: 1 });
  const [user] = await sql`select org_id from users where email = ${clinic.admin.email}`;
  orgId = String(user?.org_id);
});
test.afterAll(() => sql.end());

/** As whoever has the database, so that every process reads it anew. */
const byOwner = (act: (tx: postgres.TransactionSql) => Promise<unknown>) =>
  sql.begin(async (tx) => {
    await tx`select set_config('app.org_id', ${orgId}, true)`;
    await act(tx);
  });

async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

async function expectNoSidewaysScroll(page: Page, table: string): Promise<void> {
  const region = page.getByRole('region', { name: table });
  await expect(region).toBeVisible();
  expect(await region.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(1);
}

test('a record that does not open says so on its page and form, offers neither Reveal nor overwriting, and the rest is saved', async ({
  enter,
}) => {
  await sql`update records set sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256)
    where org_id = ${orgId} and values ->> 'Last_Name' = 'Damaged'`;
  const operator = await enter(clinic.operator);
  await operator.goto('/m/Contacts');
  await operator.getByRole('link', { name: 'Damaged' }).first().click();
  await expect(operator.getByText('The encrypted values of this record do not open')).toBeVisible();
  const health = operator.getByRole('tabpanel', { name: 'Health' });
  await expect(health.getByText('Does not open')).toBeVisible();
  await expect(health.getByRole('button', { name: /^Reveal/ })).toHaveCount(0);
  await shot(operator, 'damaged-record');
  await operator.goto(`${new URL(operator.url()).pathname}/edit`);
  await expect(operator.getByText('Those fields stay as they are, whatever is saved here')).toBeVisible();
  await expect(operator.getByText('Stays as it is').first()).toBeVisible();
  await expect(operator.getByLabel('Phone', { exact: true })).toHaveCount(0);
  await shot(operator, 'damaged-edit');
  await operator.getByLabel('Title').fill('Dr.');
  await operator.getByRole('button', { name: 'Save' }).click();
  await expect(operator.getByText('Dr.').first()).toBeVisible();
  expect(await operator.content()).not.toContain(PHONE);
});

test('while the settings do not check, each page says what happened and what it means, and Compliance Settings show nothing as if it were set', async ({
  enter,
}) => {
  const [operator, officer] = [await enter(clinic.operator), await enter(clinic.officer)];
  await byOwner((tx) => tx`update compliance_settings set restrict_api = not restrict_api where org_id = ${orgId}`);
  const banner = /Protection is closed: its settings were changed outside Careledger/;
  for (const address of ['/m/Contacts', '/m/Contacts/new']) {
    await operator.goto(address);
    await expect(operator.getByText(banner)).toBeVisible();
  }
  await shot(operator, 'closed-form');
  await officer.goto('/setup/compliance/hipaa');
  await expect(officer.getByText(banner)).toBeVisible();
  await expect(officer.getByText('Cannot be told: the check failed')).toHaveCount(6);
  await expect(officer.getByRole('switch')).toHaveCount(0);
  await shot(officer, 'closed-compliance');
  await officer.setViewportSize(PHONE_SIZE);
  await shot(officer, 'closed-compliance-390');
  await byOwner((tx) => tx`update compliance_settings set restrict_api = not restrict_api where org_id = ${orgId}`);
  await operator.goto('/m/Contacts');
  await expect(operator.getByText(banner)).toHaveCount(0);
});

test('an approval that was written into the database is shown as invalid and removed by an officer, also on a phone', async ({
  enter,
}) => {
  await sql`
    insert into approvals (org_id, id, kind, subject_id, facts, who, asked_by, asked_at, ends_at, state)
    values (${orgId}, 4711, 'profile.grant', ${orgId}, '{"subject": "FORGED"}', '{readWholeLedger}', 0, now(), now(), 'waiting')`;
  const officer = await enter(clinic.officer, { viewport: PHONE_SIZE });
  await officer.goto('/setup/approvals');
  await expect(officer.getByText('Invalid: written outside Careledger')).toBeVisible();
  await expect(officer.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
  await shot(officer, 'forged');
  await officer.getByRole('button', { name: 'Remove' }).click();
  await expect(officer.getByText('Invalid: written outside Careledger')).toHaveCount(0);
  expect(await officer.content()).not.toContain('FORGED');
  await expectNoSidewaysScroll(officer, 'Decided approvals');
  await shot(officer, 'decided');
});

test('conversations to delete fit a phone, and the time they started is whole where there is room', async ({
  enter,
}) => {
  const admin = await enter(clinic.admin);
  await admin.goto('/setup/chat/conversations');
  const header = admin.getByRole('columnheader', { name: 'Started' });
  await expect(header).toBeVisible();
  await shot(admin, 'conversations');
  await admin.setViewportSize(PHONE_SIZE);
  await expect(header).toBeHidden();
  await expectNoSidewaysScroll(admin, 'Closed conversations');
  await shot(admin, 'conversations-390');
});

test('a budget that is none is answered beside its field, in words of ours', async ({ enter }) => {
  const admin = await enter(clinic.admin);
  await admin.goto('/setup/compliance/hipaa');
  const hour = admin.getByLabel(/records an hour/).first();
  await hour.fill('');
  await admin.getByRole('button', { name: 'Save budgets' }).click();
  await expect(admin.getByText('Give a whole number from 1 to 10,000,000.').first()).toBeVisible();
  await shot(admin, 'budgets');
});
