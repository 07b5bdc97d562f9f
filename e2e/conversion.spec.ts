/** A lead becomes a contact, an account and a deal, is a lead again for as long as a day, and what fills what is set in Setup. */
import type { Page } from '@playwright/test';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';
import { shot } from './shot';

let clinic: Clinic;
test.beforeAll(async () => {
  const lead = {
    First_Name: 'Silvana',
    Last_Name: 'Reynolds',
    Company: 'Reynolds Care',
    Email: 'silvana@reynolds.example',
  };
  clinic = await makeClinic(
    'Conversion Clinic',
    ['Phone'],
    [
      { module: 'Leads', values: { ...lead, Designation: 'Matron' } },
      { module: 'Contacts', values: { Last_Name: 'Known', Email: 'silvana@reynolds.example' } },
    ],
  );
});

async function openLead(page: Page): Promise<void> {
  await page.goto('/m/Leads');
  await page.getByRole('link', { name: 'Silvana Reynolds' }).click();
  await page.getByRole('link', { name: 'Convert' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Convert Silvana Reynolds' })).toBeVisible();
}

test('a lead is converted to a new contact, account and deal, opens with what it became, and is a lead again', async ({
  enter,
}) => {
  test.slow();
  const page = await enter(clinic.operator, STILL);

  await test.step('somebody with the same e-mail address is offered, and nobody is chosen for the person', async () => {
    await openLead(page);
    await expect(page.getByText('One contact may be the same. Choose it, or make a new one.')).toBeVisible();
    await expect(page.getByLabel('New account: Reynolds Care')).toBeChecked();
    await expectNoViolation(page);
    await shot(page, 'convert');
    await page.getByRole('button', { name: 'Convert' }).click();
    await expect(page.getByText('Choose a contact or a new one.')).toBeVisible();
  });

  await test.step('what is missing is named, and what was typed stays', async () => {
    await page.getByLabel('New contact: Silvana Reynolds').check();
    await page.getByLabel('Make a deal as well').check();
    await page.getByLabel('Deal Name').fill('Beds for Reynolds');
    await page.getByRole('button', { name: 'Convert' }).click();
    await expect(page.getByText('Nothing was converted.')).toBeVisible();
    await expect(page.getByText('Stage is required.')).toBeVisible();
    await expect(page.getByLabel('Deal Name')).toHaveValue('Beds for Reynolds');
    await expectNoViolation(page);
    await shot(page, 'convert-refused');
    await page.getByLabel('Stage').selectOption({ label: 'Qualification' });
    await page.getByRole('button', { name: 'Convert' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Silvana Reynolds' })).toBeVisible();
    await expect(page).toHaveURL(/\/m\/Contacts\/\d+$/);
    await expect(page.getByText('Converted from a lead')).toBeVisible();
    await expect(page.getByText('Matron')).toBeVisible();
    await shot(page, 'converted-contact');
  });

  await test.step('the lead has left the list, and says what it became', async () => {
    await page.locator('#conversion').getByRole('link', { name: 'Silvana Reynolds' }).click();
    await expect(page).toHaveURL(/\/m\/Leads\/\d+$/);
    const card = page.locator('#conversion');
    await expect(card.getByRole('link', { name: 'Reynolds Care' })).toBeVisible();
    await expect(card.getByRole('link', { name: 'Beds for Reynolds' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Convert', exact: true })).toHaveCount(0);
    await expectNoViolation(page);
    await shot(page, 'converted-lead');
    const lead = page.url();
    await page.goto('/m/Leads');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Silvana Reynolds' })).toHaveCount(0);
    await page.goto(lead);
  });

  await test.step('undoing asks, and brings the lead back', async () => {
    await page.getByRole('button', { name: 'Undo conversion' }).click();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByText('The conversion was undone')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Convert', exact: true })).toBeVisible();
    await page.goto('/m/Accounts');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Reynolds Care' })).toHaveCount(0);
  });
});

test('where what was made has been used since, undoing says what would be lost and asks again', async ({ enter }) => {
  const page = await enter(clinic.operator, STILL);
  await openLead(page);
  await page.getByLabel('No account').check();
  await page.getByLabel('New contact: Silvana Reynolds').check();
  await page.getByRole('button', { name: 'Convert' }).click();
  await expect(page).toHaveURL(/\/m\/Contacts\/\d+$/);
  await page.getByLabel('New note').fill('Prefers mornings.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('Prefers mornings.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo conversion' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('The contact got 1 note.')).toBeVisible();
  await shot(page, 'undo-changed');
  await page.getByRole('button', { name: 'Undo it even so' }).click();
  await expect(page.getByText('The conversion was undone')).toBeVisible();
  await expect(page).toHaveURL(/\/m\/Leads\/\d+$/);
  await page.goto('/m/Leads');
  await expect(page.getByRole('link', { name: 'Silvana Reynolds' })).toBeVisible();
});

test('an administrator sets which field fills which, and the standard mapping again', async ({ enter }) => {
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/conversion');
  const deals = admin.locator('#Deals');
  await expect(deals.getByLabel('Lead Source')).toHaveValue(/\d+/);
  await expectNoViolation(admin);
  await shot(admin, 'mapping');
  await deals.getByLabel('Deal Name').selectOption({ label: 'Company' });
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('The mapping was saved')).toBeVisible();
  await admin.reload();
  await expect(deals.getByLabel('Deal Name').locator('option:checked')).toHaveText('Company');
  await admin.getByRole('button', { name: 'Use the standard mapping' }).click();
  await admin.getByRole('button', { name: 'Use it' }).click();
  await expect(deals.getByLabel('Deal Name').locator('option:checked')).toHaveText('Nothing');
});
