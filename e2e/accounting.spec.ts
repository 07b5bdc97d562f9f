/** To whom a patient's health data went: in two clicks from the record, and from the audit log for an officer. */
import { readFile } from 'node:fs/promises';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

const PHONE = '555-010-7766';
let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic(
    'Accounting Clinic',
    ['Phone'],
    [{ module: 'Contacts', values: { Last_Name: 'Counted', Phone: PHONE } }],
  );
});

test('what left of a record is in its accounting, which an officer reaches too, suspends for an agency, and takes away', async ({
  enter,
  browser,
}) => {
  const page = await enter(clinic.operator, STILL);
  await page.goto('/m/Contacts');
  await page.getByRole('table', { name: 'Contacts' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Counted' })).toBeVisible();
  const record = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Accounting of disclosures' }).click();
  await expect(page.getByText('Nothing was disclosed in these days')).toBeVisible();
  await expectNoViolation(page);

  await page.goto(`${record}/print`);
  expect(await page.content()).not.toContain(PHONE);
  await expectNoViolation(page);
  await page.getByRole('button', { name: 'Show the page' }).click();
  await expect(page.getByText(PHONE)).toBeVisible();
  await page.goto(record);
  await page.getByRole('link', { name: 'Accounting of disclosures' }).click();
  const line = page.getByRole('table', { name: 'Disclosures' }).getByRole('row').nth(1);
  await expect(line).toContainText('Contacts: Phone');
  await expect(line).toContainText('Printed');
  await expect(page.getByRole('table', { name: 'Disclosures' }).getByRole('row')).toHaveCount(2);
  await expect(line).toContainText('Left out');
  await expect(line).toContainText('164.528(a)(1)(i)');
  expect(await page.content()).not.toContain(PHONE);
  await expectNoViolation(page);
  await page.getByRole('link', { name: 'Only the patient’s copy' }).click();
  await expect(page.getByText('Nothing was disclosed that has to be accounted for')).toBeVisible();

  const officer = await enter(clinic.officer, { ...STILL, colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await officer.goto(`/audit?range=all&record=${record.split('/').at(-1)}`);
  await officer.getByRole('link', { name: 'Accounting of disclosures' }).click();
  await expect(officer.getByRole('table', { name: 'Disclosures' })).toContainText('Printed');
  await expectNoViolation(officer);
  const width = await officer.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expect(officer.getByRole('main')).not.toContainText('Counted');
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'All lines (CSV)' }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  expect(csv).toContain('Contacts: Phone');
  expect(csv).not.toContain(PHONE);
  await officer.getByRole('button', { name: 'Suspend for an agency…' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Suspend for an agency' });
  await expectNoViolation(officer);
  await dialog.getByLabel('Agency').fill('County oversight');
  await dialog.getByRole('radio', { name: /By word of mouth/ }).check();
  await dialog.getByLabel('Last day').fill('2999-01-01');
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await expect(dialog.getByText(/holds for 30 days at most/)).toBeVisible();
  await dialog.getByRole('radio', { name: /In writing/ }).check();
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  const suspensions = officer.getByRole('region', { name: 'Suspensions' });
  await expect(suspensions).toContainText('In force');
  await suspensions.getByRole('button', { name: 'End the suspension for County oversight' }).click();
  await officer.getByRole('button', { name: 'End suspension' }).click();
  await expect(suspensions).toContainText('Over');
  await expectNoViolation(officer);

  await officer.getByRole('button', { name: 'Give to the patient…' }).click();
  await officer
    .getByRole('dialog', { name: 'Give to the patient' })
    .getByRole('button', { name: 'Make the link' })
    .click();
  const shown = officer.getByRole('dialog', { name: 'The link is made' });
  await expectNoViolation(officer);
  const [link = '', secret = ''] = await shown.locator('code').allTextContents();
  await shown.getByRole('button', { name: 'Done' }).click();
  const patient = await (await browser.newContext({ ...STILL, viewport: { width: 390, height: 844 } })).newPage();
  await patient.goto(link);
  await patient.getByLabel('Secret').fill(secret);
  await expectNoViolation(patient);
  await patient.getByRole('button', { name: 'Open the accounting' }).click();
  await expect(patient.getByText('Nothing was disclosed in this time that has to be accounted for.')).toBeVisible();
  const [pdf] = await Promise.all([
    patient.waitForEvent('download'),
    patient.getByRole('button', { name: 'Download as PDF' }).click(),
  ]);
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-');
  await officer.reload();
  await expect(officer.getByRole('region', { name: 'Given to the patient' })).toContainText('Opened');
});
