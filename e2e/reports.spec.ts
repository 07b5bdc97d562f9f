/** Somebody counts deals, sees them drawn, follows a line to its records, and shares the report; others count their own. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';
import { shot } from './shot';

const deal = (Deal_Name: string, Stage: string, Amount: number) => ({
  module: 'Deals',
  values: { Deal_Name, Stage, Amount, Closing_Date: '2026-12-24' },
});

test('a report is made, read as a picture and as a table, followed to its records, shared and arranged', async ({
  enter,
}) => {
  test.slow();
  const clinic = await makeClinic(
    'Counting Clinic',
    ['Lead_Source'],
    [
      deal('Scanner', 'Qualification', 1000),
      deal('Beds', 'Qualification', 500),
      deal('Lamps', 'Closed Won', 250),
      { module: 'Contacts', values: { Last_Name: 'Bell', Lead_Source: 'Advertisement' } },
    ],
  );
  const admin = await enter(clinic.admin, STILL);

  await test.step('the administrator finds the standard ones, and makes one of their own', async () => {
    await admin.goto('/');
    await admin.getByRole('link', { name: 'Reports', exact: true }).click();
    await expect(admin.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible();
    await expect(admin.getByRole('region', { name: 'Standard reports' }).getByRole('link')).not.toHaveCount(0);
    await expectNoViolation(admin);
    await shot(admin, 'reports');
    await admin.getByRole('link', { name: 'New report' }).first().click();
    await admin.getByRole('main').getByLabel('Module', { exact: true }).selectOption({ label: 'Deals' });
    await expect(admin).toHaveURL(/module=Deals/);
    await admin.getByRole('main').getByLabel('Group by', { exact: true }).selectOption({ label: 'Stage' });
    await admin.getByRole('button', { name: 'Add a figure' }).click();
    await admin.getByLabel('Figure 1: the number').selectOption({ label: 'Amount' });
    await admin.getByRole('main').getByLabel('Chart', { exact: true }).selectOption({ label: 'Funnel' });
    await admin.getByRole('main').getByLabel('It draws', { exact: true }).selectOption({ label: 'Sum of Amount' });
    await admin.getByRole('main').getByLabel('Name').fill('Worth by stage');
    await admin.getByRole('main').getByLabel('Folder', { exact: true }).fill('Sales');
    await expectNoViolation(admin);
    await shot(admin, 'report-builder');
    await admin.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(admin.getByRole('heading', { level: 1, name: 'Worth by stage' })).toBeVisible();
  });

  await test.step('it is a picture and a table, in light and dark and as wide as a telephone', async () => {
    const row = admin.getByRole('row', { name: /^Qualification/ });
    await expect(row.getByRole('cell')).toHaveText(['2', '$1,500.00']);
    await expect(admin.getByText('3 rows looked at')).toBeVisible();
    await expect(admin.getByRole('region', { name: 'Sum of Amount', exact: true })).toBeVisible();
    await expectNoViolation(admin);
    await admin.emulateMedia({ colorScheme: 'dark' });
    await expectNoViolation(admin);
    await admin.emulateMedia({ colorScheme: 'light' });
    await admin.setViewportSize({ width: 390, height: 844 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await admin.setViewportSize({ width: 1280, height: 800 });
    await shot(admin, 'report');
  });

  await test.step('a line leads to its records, by keyboard', async () => {
    await admin
      .getByRole('row', { name: /^Qualification/ })
      .getByRole('link')
      .focus();
    await admin.keyboard.press('Enter');
    await expect(admin.getByRole('link', { name: 'Scanner' })).toBeVisible();
    await expect(admin.getByRole('link', { name: 'Beds' })).toBeVisible();
    await expect(admin.getByRole('link', { name: 'Lamps' })).toHaveCount(0);
    await admin.goBack();
    await expect(admin.getByRole('heading', { level: 1, name: 'Worth by stage' })).toBeVisible();
  });

  await test.step('shared, it stands in its folder for others, who may not change it', async () => {
    await admin.getByRole('button', { name: 'Share', exact: true }).click();
    await expect(admin.getByRole('button', { name: 'Stop sharing' })).toBeVisible();
    const colleague = await enter(clinic.colleague, STILL);
    await colleague.goto('/reports');
    await colleague
      .getByRole('region', { name: 'Sales' })
      .getByRole('link', { name: /Worth by stage/ })
      .click();
    await expect(colleague.getByRole('row', { name: /^Qualification/ })).toBeVisible();
    await expect(colleague.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
    await expect(colleague.getByRole('button', { name: 'Delete' })).toHaveCount(0);
  });

  await test.step('a protected field is offered to nobody', async () => {
    for (const person of [admin, await enter(clinic.operator, STILL)]) {
      await person.goto('/reports/new?module=Contacts');
      const offered = await person
        .getByRole('main')
        .getByLabel('Group by', { exact: true })
        .locator('option')
        .allTextContents();
      expect(offered).toContain('Owner');
      expect(offered).not.toContain('Lead Source');
    }
  });

  await test.step('the dashboard shows what was chosen for it', async () => {
    await admin.goto('/reports/dashboard');
    await expect(admin.getByRole('region', { name: 'Pipeline by stage', exact: true })).toBeVisible();
    await admin.getByRole('button', { name: 'Arrange' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Arrange your dashboard' });
    await dialog.getByRole('checkbox', { name: 'Worth by stage' }).check();
    await dialog.getByRole('checkbox', { name: 'Pipeline by stage', exact: true }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(admin.getByRole('region', { name: 'Worth by stage', exact: true })).toBeVisible();
    await expect(admin.getByRole('region', { name: 'Pipeline by stage', exact: true })).toHaveCount(0);
    await expectNoViolation(admin);
    await shot(admin, 'dashboard');
  });

  await test.step('edited and deleted by its maker', async () => {
    await admin.goto('/reports');
    await admin.getByRole('link', { name: /Worth by stage/ }).click();
    await admin.getByRole('link', { name: 'Edit', exact: true }).click();
    await admin.getByRole('main').getByLabel('Name').fill('Worth of stages');
    await admin.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(admin.getByRole('heading', { level: 1, name: 'Worth of stages' })).toBeVisible();
    await admin.getByRole('button', { name: 'Delete' }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(admin.getByText('Report deleted')).toBeVisible();
    await expect(admin.getByRole('link', { name: /Worth of stages/ })).toHaveCount(0);
  });
});

test('an officer counts reveals and disclosures, and no records', async ({ enter }) => {
  const clinic = await makeClinic('Watching Clinic', ['Last_Name'], []);
  const officer = await enter(clinic.officer, STILL);
  await officer.goto('/reports');
  await expect(officer.getByRole('link', { name: /Disclosures by way and purpose/ })).toBeVisible();
  await expect(officer.getByRole('link', { name: /Pipeline/ })).toHaveCount(0);
  await officer.getByRole('link', { name: /Reveals by person and purpose/ }).click();
  await expect(officer.getByText('Nothing to count yet')).toBeVisible();
  await expectNoViolation(officer);
});
