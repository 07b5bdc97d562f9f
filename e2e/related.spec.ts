/** What points to a record is on its page: made, linked, taken out and opened there, by name. */
import type { Page } from '@playwright/test';
import { expectNoViolation } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';
import { shot } from './shot';

const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic(
    'Related Clinic',
    [],
    [
      { module: 'Accounts', values: { Account_Name: 'Northside' } },
      { module: 'Accounts', values: { Account_Name: 'Southside' } },
      { module: 'Contacts', values: { Last_Name: 'Linden' } },
    ],
  );
});

async function openRecord(page: Page, module: string, name: string): Promise<void> {
  await page.goto(`/m/${module}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const list = (page: Page, name: RegExp) => page.getByRole('region', { name });

test('a record is added, linked, taken out, brought back and found in the whole list', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await openRecord(page, 'Accounts', 'Northside');
  await expect(list(page, /^Contacts \(0\)$/)).toBeVisible();

  await page.getByRole('button', { name: 'Add to Deals' }).click();
  const form = page.getByRole('dialog', { name: 'New deal' });
  await expect(form.getByRole('combobox', { name: 'Account Name' })).toHaveText('Northside');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  await form.getByLabel('Deal Name').fill('New roof');
  await form.getByLabel('Stage').selectOption('Qualification');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(list(page, /^Deals \(1\)$/).getByRole('link', { name: 'New roof' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Northside' })).toBeVisible();

  await page.getByRole('button', { name: 'Link to Contacts' }).click();
  const choose = page.getByRole('dialog', { name: 'Link a contact' });
  await choose.getByRole('combobox', { name: 'Contact' }).click();
  await page.getByRole('option', { name: 'Linden' }).click();
  await shot(page, 'link-dialog');
  await choose.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(list(page, /^Contacts \(1\)$/).getByRole('link', { name: 'Linden' })).toBeVisible();
  await expectNoViolation(page);
  await shot(page, 'record-1440');

  await page.getByRole('button', { name: 'Unlink Linden' }).click();
  await expect(list(page, /^Contacts \(0\)$/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list(page, /^Contacts \(1\)$/)).toBeVisible();

  await list(page, /^Contacts \(1\)$/)
    .getByRole('link', { name: 'Open all contacts' })
    .click();
  await expect(page).toHaveURL(/\/m\/Contacts\?filters=/);
  await expect(page.getByRole('link', { name: 'Linden', exact: true })).toBeVisible();
});

test('a record that is linked elsewhere is asked about before it is moved', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await openRecord(page, 'Accounts', 'Southside');
  await page.getByRole('button', { name: 'Link to Contacts' }).click();
  const choose = page.getByRole('dialog', { name: 'Link a contact' });
  await choose.getByRole('combobox', { name: 'Contact' }).click();
  await page.getByRole('option', { name: 'Linden' }).click();
  await choose.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(choose.getByRole('alert')).toContainText('It is linked to another record now.');
  await choose.getByRole('button', { name: 'Link here instead' }).click();
  await expect(list(page, /^Contacts \(1\)$/).getByRole('link', { name: 'Linden' })).toBeVisible();
});

test('a task is added, completed by one click, opened again and rescheduled; a call is logged', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await openRecord(page, 'Accounts', 'Northside');
  await page.getByRole('button', { name: 'Add task' }).click();
  const form = page.getByRole('dialog', { name: 'Add task' });
  await expect(form.getByRole('combobox', { name: 'Related To' })).toHaveText('Northside');
  await form.getByLabel('Subject').fill('Call the roofer');
  await form.getByLabel('Due Date').fill('2020-02-03');
  await form.getByRole('button', { name: 'Save' }).click();
  const open = list(page, /^Open activities \(1\)$/);
  await expect(open.getByRole('listitem').filter({ hasText: 'Call the roofer' })).toContainText('Overdue');

  await page.getByRole('button', { name: 'Complete Call the roofer' }).click();
  await expect(list(page, /^Closed activities \(1\)$/).getByRole('link', { name: 'Call the roofer' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(open.getByRole('link', { name: 'Call the roofer' })).toBeVisible();

  await page.getByRole('button', { name: 'Reschedule Call the roofer' }).click();
  const move = page.getByRole('dialog', { name: 'Reschedule Call the roofer' });
  await expect(move.getByLabel('Due Date')).toHaveValue('2020-02-03');
  await move.getByLabel('Due Date').fill('2099-05-06');
  await move.getByRole('button', { name: 'Save' }).click();
  await expect(open.getByRole('listitem').filter({ hasText: 'May 6, 2099' })).not.toContainText('Overdue');

  await page.getByRole('button', { name: 'Log a call' }).click();
  const call = page.getByRole('dialog', { name: 'Log a call' });
  await call.getByLabel('Subject').fill('Spoke of the roof');
  await call.getByRole('button', { name: 'Save' }).click();
  await expect(list(page, /^Closed activities \(1\)$/).getByRole('link', { name: 'Spoke of the roof' })).toBeVisible();
  await expectNoViolation(page);
  await shot(page, 'activities-1440');
});

test('on a phone the lists fit the page', async ({ enter }) => {
  const page = await enter(clinic.operator, PHONE);
  await openRecord(page, 'Accounts', 'Northside');
  await expect(list(page, /^Deals \(1\)$/)).toBeVisible();
  await expect(list(page, /^Open activities \(1\)$/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await shot(page, 'record-390');
});
