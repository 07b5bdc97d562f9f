/** The import wizard: what a column means is asked where nobody can know, and what its cells name can be made. */
import type { Locator, Page } from '@playwright/test';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const CSV = `Last Name,Date of Birth,Lead Source,Account Name,Favourite Colour,Other Street,Email
Import-Anders,12/3/1950,Word of mouth,Clinic North,red,"1 High Street
Flat 2",anders@example.org
Import-Berg,1/2/1960,word of mouth,Clinic North,green,2 Low Street,berg@example.org
Import-Chen,5/6/1970,N/A,Clinic South,red,,
`;

async function upload(page: Page, csv: string | Buffer): Promise<void> {
  await page.goto('/m/Contacts/import');
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Continue' }).click();
}

const MOST_TABS = 80;

/** Goes on by the Tab key, as somebody without a mouse, until this has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${wanted} has not the focus after ${MOST_TABS} presses of Tab.`);
}

test('a column that fits two readings is asked about, an option is added, a field made, an account created', async ({
  enter,
}) => {
  const clinic = await makeClinic('Import Clinic', []);
  const page = await enter(clinic.admin, STILL);
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

  await page.getByRole('button', { name: 'Make a field of Favourite Colour' }).click();
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoViolation(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Make the field' }).click();
  await expect(page.getByLabel('Field for Favourite Colour', { exact: true })).toHaveValue('Favourite_Colour');

  await page.getByRole('button', { name: 'Preview' }).click();
  const dryRun = page.getByRole('region', { name: 'Dry run' });
  await expect(dryRun.getByRole('table', { name: 'Problems by column' })).toContainText('Account Name3');
  await expect(page.getByRole('button', { name: 'Start import' })).toBeHidden();
  await dryRun.getByRole('button', { name: 'Create what they name: Account Name' }).click();
  await expect(dryRun).toContainText('Also created, because rows name them: 2 Accounts');
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

test('rows whose e-mail a record has are counted and asked about; they are skipped, or overwritten and restored, by keyboard', async ({
  enter,
}) => {
  const kept = { Last_Name: 'Berg', Email: 'berg@example.org', Department: 'Ward 1' };
  const clinic = await makeClinic('Twice Clinic', [], [{ module: 'Contacts', values: kept }]);
  const page = await enter(clinic.operator, STILL);
  const { keyboard } = page;
  await upload(page, 'Last Name,Email,Department\nBerg,BERG@example.org,Ward 2\nNew,new@example.org,Ward 3\n');

  const preview = page.getByRole('button', { name: 'Preview' });
  await expect(page.getByText('1 of 2 rows has the Email of a contact that is here.')).toBeVisible();
  await expect(preview).toBeDisabled();
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  await expectNoViolation(page);
  await tabTo(page, page.getByRole('radio', { name: 'Skip those that are here already, by Email' }));
  await keyboard.press('Space');
  await tabTo(page, preview);
  await keyboard.press('Enter');
  const dryRun = page.getByRole('region', { name: 'Dry run' });
  await expect(dryRun).toContainText('Rows to skip1');

  await page.getByRole('radio', { name: /^Skip/ }).focus();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Overwrite the record' })).toBeChecked();
  await tabTo(page, preview);
  await keyboard.press('Enter');
  await expect(dryRun).toContainText('Rows to overwrite1');
  await tabTo(page, page.getByRole('button', { name: 'Start import' }));
  await keyboard.press('Enter');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result).toContainText('Overwritten1');
  await tabTo(page, result.getByRole('button', { name: 'Undo import' }));
  await keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Undo this import?' });
  await tabTo(page, dialog.getByRole('button', { name: 'Undo import' }));
  await keyboard.press('Enter');
  await expect(result).toContainText('1 overwritten record has its former values again.');
  await page.goto('/m/Contacts?columns=Department');
  await expect(page.getByRole('row', { name: /Berg/ })).toContainText('Ward 1');
  await expect(page.getByRole('link', { name: 'New', exact: true })).toHaveCount(0);
});
