/** The import wizard: what a column means is asked where nobody can know, and what its cells name can be made. */
import type { Page } from '@playwright/test';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const CSV = `Last Name,Date of Birth,Lead Source,Account Name,Favourite Colour,Other Street
Import-Anders,12/3/1950,Word of mouth,Clinic North,red,"1 High Street
Flat 2"
Import-Berg,1/2/1960,word of mouth,Clinic North,green,2 Low Street
Import-Chen,5/6/1970,N/A,Clinic South,red,
`;

async function upload(page: Page, csv: string | Buffer): Promise<void> {
  await page.goto('/m/Contacts/import');
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('a column that fits two readings is asked about, an option is added, a field made, an account created', async ({
  enter,
}) => {
  const clinic = await makeClinic('Import Clinic', []);
  const page = await enter(clinic.admin);
  await upload(page, CSV);

  await expect(page.getByText('One column has a question to answer.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Preview' })).toBeDisabled();
  const asMonthFirst = page.getByRole('table', { name: 'Date of Birth, read as Month, day, year' });
  await expect(asMonthFirst.getByRole('row', { name: /12\/3\/1950/ })).toContainText('Dec 3, 1950');
  await page.getByRole('radio', { name: 'Day, month, year' }).check();
  await expect(page.getByText('One column has a question to answer.')).toBeHidden();

  await page.getByText('Values of Lead Source').click();
  await page.getByRole('button', { name: 'Add this option to Lead Source' }).click();
  await expect(page.getByRole('button', { name: /to Lead Source$/ })).toBeHidden();

  await page.getByText('Values of Account Name').click();
  const account = page
    .getByRole('listitem')
    .filter({ has: page.getByLabel('Field for Account Name', { exact: true }) });
  await account.getByLabel('A cell that cannot be read').selectOption('Create the record it names');

  await page.getByRole('button', { name: 'Make a field of Favourite Colour' }).click();
  await page.getByRole('button', { name: 'Make the field' }).click();
  await expect(page.getByLabel('Field for Favourite Colour', { exact: true })).toHaveValue('Favourite_Colour');

  await page.getByRole('button', { name: 'Preview' }).click();
  const dryRun = page.getByRole('region', { name: 'Dry run' });
  await expect(dryRun).toContainText('Also created, because rows name them: 2 Accounts');
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Start import' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('Imported3');

  await page.goto('/m/Accounts');
  await expect(page.getByRole('link', { name: 'Clinic North' })).toHaveCount(1);
  await page.goto('/m/Contacts');
  await page.getByRole('link', { name: 'Import-Anders' }).click();
  await expect(page.getByText('Mar 12, 1950').first()).toBeVisible();
  await expect(page.getByText('Word of mouth').first()).toBeVisible();
});
