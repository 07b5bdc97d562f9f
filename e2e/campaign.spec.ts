/** An access review: an officer starts it, a manager confirms, reduces and removes, and its signed report is checked. */
import { readFile, writeFile } from 'node:fs/promises';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const NARROW = { viewport: { width: 390, height: 844 } };

test('an officer starts an access review, the reviewer decides of each person, and the report is signed, downloaded and checked', async ({
  enter,
}, testInfo) => {
  const clinic = await makeClinic('Campaign Clinic');
  const otto = await enter(clinic.officer, STILL);
  await otto.goto('/setup/access-reviews');
  await expect(otto.getByText('No review yet')).toBeVisible();
  await expectNoViolation(otto);

  await otto.getByRole('button', { name: 'Start a review' }).click();
  const dialog = otto.getByRole('dialog', { name: 'Start a review' });
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(dialog.getByText('Give a name.')).toBeVisible();
  await dialog.getByLabel(/^Name\b/).fill('Fourth quarter');
  await dialog.getByLabel('Due on').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await dialog.getByLabel('Reviewed by').selectOption('named');
  await dialog.getByLabel('Named reviewer').selectOption({ label: 'Ada Admin' });
  await expectNoViolation(otto);
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(otto.getByRole('heading', { name: /Fourth quarter/ })).toBeVisible();
  await expect(otto.getByText('Waits for', { exact: false })).toBeVisible();

  const ada = await enter(clinic.admin, STILL);
  await ada.goto('/notices');
  await ada.getByRole('link', { name: /The access review “Fourth quarter” asks you/ }).click();
  await expect(ada.getByRole('heading', { name: 'People I review' })).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Confirm Ada Admin' })).toHaveCount(0);
  await ada
    .getByText(/rights were not used/)
    .first()
    .click();
  await expect(ada.getByText('As the audit log tells it since', { exact: false }).first()).toBeVisible();
  await expectNoViolation(ada);
  await ada.getByRole('button', { name: 'Confirm Otto Officer' }).click();
  await expect(ada.getByText('Confirmed', { exact: true })).toBeVisible();
  await ada.getByRole('button', { name: 'Remove Olga Operator' }).click();
  await ada.getByRole('alertdialog').getByRole('button', { name: 'Remove access' }).click();
  await expect(ada.getByText('Removed', { exact: true })).toBeVisible();
  await ada.setViewportSize(NARROW.viewport);
  await expectNoViolation(ada);

  await otto.reload();
  await otto.getByRole('button', { name: 'Close Fourth quarter' }).click();
  await otto.getByRole('alertdialog').getByRole('button', { name: 'Close and sign' }).click();
  const link = otto.getByRole('link', { name: 'Report of Fourth quarter' });
  await expect(link).toBeVisible();
  const downloading = otto.waitForEvent('download');
  await link.click();
  const path = testInfo.outputPath('report.txt');
  await (await downloading).saveAs(path);
  const text = await readFile(path, 'utf8');
  expect(text).toContain('Careledger access review, version 1');
  expect(text).toMatch(/Olga Operator .*: removed by Ada Admin/);

  await otto.getByLabel('Choose a report').setInputFiles(path);
  await expect(otto.getByText('This report is as it was signed')).toBeVisible();
  const altered = testInfo.outputPath('altered.txt');
  await writeFile(altered, text.replace('removed by', 'confirmed by'));
  await otto.getByLabel('Choose a report').setInputFiles(altered);
  await expect(otto.getByText('This report was altered')).toBeVisible();
  await expectNoViolation(otto);
});

test('current sessions: an administrator sees who is signed in, and ends a session, which is out at its next request', async ({
  enter,
}) => {
  const clinic = await makeClinic('Session Clinic');
  const olga = await enter(clinic.operator, STILL);
  await olga.goto('/account');
  const ada = await enter(clinic.admin, STILL);
  await ada.goto('/setup/sessions');
  const row = ada.getByRole('row').filter({ hasText: 'Olga Operator' });
  await expect(row.getByText('Password')).toBeVisible();
  await expectNoViolation(ada);
  await row.getByRole('button', { name: /^End the session of Olga Operator/ }).click();
  await expect(ada.getByText('Session ended')).toBeVisible();
  await expect(row).toHaveCount(0);
  await olga.reload();
  await expect(olga).toHaveURL(/\/sign-in/);
});
