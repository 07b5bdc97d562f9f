/** What comes in by a file and leaves by one: the dry run with its errors, everything about one record, paper. */
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Paper Clinic', ['Phone']);
});

const CSV =
  'Last Name,Phone,Email\nReed,555-010-2233,reed@clinic.example\nRoe,555-010-2244,no address\n,555-010-2255,\n';

test('a dry run shows each row with a problem, imports nothing, and the good rows come in afterwards', async ({
  enter,
}) => {
  const page = await enter(clinic.operator, STILL);
  await page.goto('/m/Contacts/import');
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByLabel('Field for Phone', { exact: true })).toBeVisible();
  await expectNoViolation(page);
  await page.getByRole('button', { name: 'Preview' }).click();
  const found = page.getByRole('region', { name: 'Dry run' });
  await expect(found).toContainText('Rows refused2');
  await expect(found).toContainText('Rows to create1');
  await expectNoViolation(page);
  await page.getByRole('button', { name: 'Start import' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('Imported1');
  await expect(result).toContainText('Not imported2');
  await expectNoViolation(page);
});

test('everything about a record leaves for its patient only, and paper holds what the door lets out', async ({
  enter,
}) => {
  const page = await enter(clinic.operator, STILL);
  await page.goto('/m/Contacts/new');
  await page.getByLabel('Last Name').fill('Paper');
  await page.getByLabel('Phone', { exact: true }).fill('555-010-8899');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Paper' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Export everything about this record…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export everything about this record' });
  const start = dialog.getByRole('button', { name: /^Export/ });
  await expect(start).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Request of the patient' }).check();
  await expectNoViolation(page);
  const [download] = await Promise.all([page.waitForEvent('download'), start.click()]);
  expect(download.suggestedFilename()).toMatch(/\.html$/);
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/compliance/hipaa');
  await admin.getByRole('switch', { name: 'Restrict data in export' }).click();
  await expect(admin.getByText('Restricted, from the next request on.')).toBeVisible();
  await expectNoViolation(admin);
  await page.goto(`${new URL(page.url()).pathname}/print`);
  await expect(page.getByRole('heading', { level: 1, name: 'Paper' })).toBeVisible();
  expect(await page.content()).not.toContain('555-010-8899');
  await expectNoViolation(page);
  await page.goto('/m/Contacts/print');
  await expect(page.getByRole('table')).toBeVisible();
  expect(await page.content()).not.toContain('555-010-8899');
  await expectNoViolation(page);
});
