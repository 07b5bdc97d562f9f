/** Two records of one person become one, and two again. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Merge Clinic', ['Phone']);
});

async function createContact(page: Page, values: Record<string, string>): Promise<void> {
  await page.goto('/m/Contacts/new');
  const { 'Last Name': lastName = '', ...others } = values;
  await page.getByLabel('Last Name').fill(lastName);
  for (const [label, value] of Object.entries(others)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: lastName })).toBeVisible();
}

test('a duplicate is found by its e-mail address, merged field by field with a hidden number unseen, and the merge undone', async ({
  enter,
}) => {
  const page = await enter(clinic.operator);
  const word = randomUUID().slice(0, 8);
  const [first, second] = [`First ${word}`, `Second ${word}`];
  const email = `${word}@example.org`;
  await createContact(page, { 'Last Name': second, Email: email, Phone: '555-010-7788', Title: 'Dr' });
  await createContact(page, { 'Last Name': first, Email: email, Phone: '555-010-1122', Department: 'Cardiology' });

  await page.getByRole('main').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Find duplicates' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Possible duplicates of ${first}` })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Email', exact: true })).toBeChecked();
  await page.getByRole('checkbox', { name: `Choose ${second}` }).check();
  await page.getByRole('link', { name: 'Compare 2' }).click();

  const table = page.getByRole('table', { name: 'Values to choose from' });
  await expect(table.getByRole('radio', { name: `Department of ${first}` })).toBeChecked();
  await expect(table.getByRole('radio', { name: `Title of ${second}` })).toBeChecked();
  await table.getByRole('radio', { name: `Phone of ${second}` }).check();
  expect(await page.content()).not.toContain('010-7788');
  await page.getByRole('button', { name: 'Merge' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Merge 2 records into one?' });
  await dialog.getByRole('button', { name: 'Merge' }).click();

  await expect(page.getByRole('heading', { level: 1, name: first })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'Dr' }).first()).toBeVisible();
  const merges = page.getByRole('region', { name: 'Merged' });
  await expect(merges).toContainText('One other record');
  await merges.getByRole('button', { name: 'Undo merge' }).click();
  await expect(merges).toBeHidden();
  await expect(page.getByRole('definition').filter({ hasText: /^Dr$/ })).toHaveCount(0);
  await page.goto('/m/Contacts?sort=Last_Name');
  await expect(page.getByRole('link', { name: second })).toBeVisible();
});

test('all duplicates of a module are found by what they share, told apart and back, and lead to the merge', async ({
  enter,
}) => {
  const page = await enter(clinic.operator);
  const word = randomUUID().slice(0, 8);
  for (const name of ['Ann', 'Anna', 'Anne']) {
    await createContact(page, { 'Last Name': `${name} ${word}`, Email: `${word}@example.org`, Phone: '555-010-4471' });
  }
  for (const _ of [1, 2]) {
    await createContact(page, { 'Last Name': `Twin ${word}`, Email: `t${word}@example.org`, Phone: '555-010-4472' });
  }
  await page.goto('/m/Contacts');
  await page.getByRole('link', { name: 'Duplicates' }).click();
  await expect(page.getByRole('checkbox', { name: 'Email', exact: true })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Phone', exact: true }).check();
  await page.getByRole('button', { name: 'Find duplicates' }).click();
  const about = `Ann ${word}, Anna ${word}, Anne ${word}`;
  await expect(page.getByRole('link', { name: `Merge ${about}` })).toBeVisible();
  expect(await page.content()).not.toContain('010-4471');
  const twin = `Twin ${word}, ends in \\d{6}`;
  await expect(page.getByRole('link', { name: new RegExp(`^Merge ${twin}, ${twin}$`) })).toBeVisible();

  await page.getByRole('button', { name: `These are different: ${about}` }).click();
  await expect(page.getByRole('link', { name: `Merge ${about}` })).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('link', { name: `Merge ${about}` })).toBeVisible();
  await page.getByRole('button', { name: `These are different: ${about}` }).click();
  await expect(page.getByRole('link', { name: `Merge ${about}` })).toBeHidden();
  await page.getByRole('link', { name: 'Show those told apart' }).click();
  await page.getByRole('button', { name: 'They may be the same' }).click();
  await expect(page.getByText('Nobody was told apart')).toBeVisible();
  await page.getByRole('link', { name: 'Back to what was found' }).click();
  await page.getByRole('link', { name: `Merge ${about}` }).click();
  await expect(page.getByRole('radio', { name: `Keep Ann ${word}` })).toBeChecked();
});
