/**
 * The job of the seed document, as three people: the administrator protects, the operator works with patients, the
 * compliance officer sees all of it afterwards. In an org of its own that starts empty.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { makeClinic } from './clinic';
import { EVERY_SECRET, PATIENTS, patient, writtenDate } from './patients';
import { expect, test } from './people';
import { record } from './traffic';

const KARYN = patient('Karyn217');
const NAME = `${KARYN.first_name} ${KARYN.last_name}`;

/** Labels of Contacts to mark, 25 of them. The first are those that the imported file fills. */
const MARKED = [
  'SSN',
  'Phone',
  'Date of Birth',
  'Mailing Street',
  'Passport',
  'Email',
  'Mobile',
  'Home Phone',
  'Other Phone',
  'Title',
  'Department',
  'Lead Source',
  'Assistant',
  'Asst Phone',
  'Fax',
  'Secondary Email',
  'Mailing City',
  'Mailing State',
  'Mailing Zip',
  'Mailing Country',
  'Other Street',
  'Other City',
  'Other State',
  'Other Zip',
  'Other Country',
];
const ONE_TOO_MANY = 'Description';

/** Columns of the file and the fields they fill. */
const COLUMNS = {
  first_name: 'First Name',
  last_name: 'Last Name *',
  ssn: 'SSN',
  passport: 'Passport',
  phone: 'Phone',
  birth_date: 'Date of Birth',
  address: 'Mailing Street',
  city: 'Mailing City',
};

async function addField(page: Page, label: string, unique: boolean): Promise<void> {
  await page.getByRole('region', { name: 'New fields' }).getByRole('button', { name: 'Single Line' }).click();
  const dialog = page.getByRole('dialog', { name: 'New Single Line field' });
  await dialog.getByLabel('Label').fill(label);
  if (unique) await dialog.getByLabel('Unique').check();
  await dialog.getByRole('button', { name: 'Add field' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: `More actions for ${label}` })).toBeVisible();
}

/** Marks a field and leaves the dialog as it is after Done. */
async function mark(page: Page, label: string) {
  await page.getByRole('button', { name: `More actions for ${label}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Edit Properties' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Properties' });
  await dialog.getByRole('checkbox', { name: 'Contains Personal Health Data' }).check();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return dialog;
}

async function csvOf(page: Page, start: () => Promise<void>): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), start()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  return parse(await readFile(await download.path(), 'utf8'), { columns: true, bom: true });
}

test('the administrator protects patients, the operator works with them, the officer sees all of it', async ({
  enter,
}) => {
  test.slow();
  const clinic = await makeClinic('Riverside Clinic');
  const admin = await enter(clinic.admin);
  const traffic = await record(admin);

  await test.step('the administrator switches HIPAA on and selects Contacts', async () => {
    await admin.goto('/setup/compliance/hipaa');
    await admin.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' }).check();
    const modules = admin.getByRole('group', { name: 'Modules' });
    await modules.getByRole('checkbox', { name: 'Contacts' }).check();
    await expect(admin.getByText('1 of 10 modules')).toBeVisible();
  });

  await test.step('and adds the fields that the file needs to the layout', async () => {
    await admin.getByRole('link', { name: 'Mark fields of Contacts' }).click();
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(/layout$/);
    await addField(admin, 'SSN', true);
    await addField(admin, 'Passport', false);
  });

  const operator = await enter(clinic.operator);
  await test.step('the operator imports the patients', async () => {
    await operator.goto('/m/Contacts/import');
    await operator.getByLabel('CSV file').setInputFiles('lib/tools/seed/fixtures/patients.csv');
    await operator.getByRole('button', { name: 'Continue' }).click();
    for (const [column, label] of Object.entries(COLUMNS)) {
      await operator.getByLabel(`Field for ${column}`, { exact: true }).selectOption(label);
    }
    await operator.getByRole('button', { name: 'Preview' }).click();
    await expect(operator.getByRole('region', { name: 'Dry run' })).toContainText(`${PATIENTS.length}`);
    await operator.getByRole('button', { name: 'Start import' }).click();
    const result = operator.getByRole('region', { name: 'Result' });
    await expect(result).toContainText(`Imported${PATIENTS.length}`);
    await expect(result).toContainText('Not imported0');
  });

  await test.step('the administrator marks fields until the 26th is refused', async () => {
    for (const label of MARKED) await expect(await mark(admin, label)).toBeHidden();
    const refused = await mark(admin, ONE_TOO_MANY);
    await expect(refused.getByText('25 of 25 fields', { exact: true })).toBeVisible();
    await expect(refused.getByRole('alert')).toHaveText(
      'Description was not marked: 25 of 25 fields of Contacts are marked. Unmark one before you mark another.',
    );
    await refused.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('restricts export, and meets masks where the values are', async () => {
    await admin.goto('/setup/compliance/hipaa');
    const restriction = admin.getByRole('switch', { name: 'Restrict data in export' });
    await restriction.check();
    await expect(admin.getByText('Restricted, from the next request on.')).toBeVisible();
    await admin.reload();
    await expect(restriction).toBeChecked();
    await admin.goto('/m/Contacts?columns=SSN,Phone,Date_of_Birth&size=200');
    await expect(admin.getByRole('link', { name: NAME })).toBeVisible();
    await admin.getByRole('link', { name: NAME }).click();
    await expect(admin.getByRole('region', { name: 'Data Privacy' })).toContainText('25 marked');
  });

  await test.step('the operator finds a patient by exact SSN, sees masks, reveals one value', async () => {
    await operator.goto('/m/Contacts');
    await operator.getByLabel('Search Contacts').fill(KARYN.ssn ?? '');
    await operator.keyboard.press('Enter');
    await expect(operator.getByText('1 Contact', { exact: true })).toBeVisible();
    await operator.getByRole('link', { name: NAME }).click();
    const privacy = operator.getByRole('region', { name: 'Data Privacy' });
    await privacy.getByRole('tab', { name: 'Health' }).click();
    await expect(privacy.getByText('Hidden', { exact: true })).toHaveCount(25);
    await privacy.getByRole('button', { name: 'Reveal SSN' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Reveal SSN' });
    await dialog.getByLabel('Purpose').selectOption('Treatment');
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(privacy.getByText(KARYN.ssn ?? '', { exact: true })).toBeVisible();
    await expect(privacy.getByText('Hidden', { exact: true })).toHaveCount(24);
  });

  await test.step('and exports the list without any marked column', async () => {
    await operator.goto('/m/Contacts');
    await operator.getByRole('button', { name: 'Export' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Export contacts' });
    await dialog.getByLabel('All contacts, with all fields').check();
    await expect(dialog.getByText('25 columns are left out')).toBeVisible();
    const rows = await csvOf(operator, () => dialog.getByRole('button', { name: 'Export' }).click());
    expect(rows).toHaveLength(PATIENTS.length);
    const columns = Object.keys(rows[0] ?? {});
    expect(columns).toContain('Last Name');
    expect(columns.filter((column) => MARKED.includes(column))).toEqual([]);
    const text = JSON.stringify(rows);
    expect(EVERY_SECRET.filter((value) => text.includes(value))).toEqual([]);
  });

  await test.step('the officer finds all of it in the audit log', async () => {
    const officer = await enter(clinic.officer);
    await officer.goto('/audit');
    const entries = officer.getByRole('table', { name: 'Audit log entries' });
    const act = officer.getByLabel('Act', { exact: true });
    /** Chooses the act by the filter, and finds an entry that says all of it. */
    const expectEntry = async (chosen: string, ...texts: string[]) => {
      await act.selectOption(chosen);
      const row = texts.reduce((found, text) => found.filter({ hasText: text }), entries.getByRole('row'));
      await expect(row.first()).toBeVisible();
    };
    await expectEntry('Changed HIPAA settings', 'Changed HIPAA settings', 'Ada Admin');
    await expectEntry('Selected a module for HIPAA', 'Selected a module for HIPAA', 'Ada Admin', 'Contacts');
    await expectEntry('Finished an import', 'Finished an import', 'Contacts');
    await expectEntry('Marked a field as personal health data', 'Marked a field', 'Ada Admin', 'SSN', 'Done');
    await expectEntry('Marked a field as personal health data', 'Tried to mark', 'Ada Admin', ONE_TOO_MANY, 'Refused');
    await expectEntry('Searched personal health data', 'Searched personal health data', 'Olga Operator');
    await expectEntry('Viewed a record with PHI', 'Viewed a record with PHI', 'Olga Operator');
    await expectEntry('Revealed personal health data', 'Olga Operator', 'SSN', 'Treatment');
    await expectEntry('Finished an export', 'Finished an export', 'Contacts');
    await officer.getByLabel('Module', { exact: true }).selectOption('Contacts');
    await expect(officer).toHaveURL(/module=Contacts/);

    await officer.getByRole('button', { name: 'Clear filters' }).click();
    await expect(entries.getByText('Revealed personal health data')).toBeVisible();
    await officer.getByRole('button', { name: 'Export Audit Log' }).click();
    const dialog = officer.getByRole('dialog', { name: 'Export audit log' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const rows = await csvOf(officer, () => dialog.getByRole('link', { name: 'Download' }).click());
    const text = JSON.stringify(rows);
    expect(text).toContain('Revealed personal health data');
    expect(text).toContain('Olga Operator');
    expect(EVERY_SECRET.filter((value) => text.includes(value))).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).first().click();

    await officer.getByRole('button', { name: 'Verify', exact: true }).click();
    const check = officer.getByRole('dialog', { name: 'Verify the audit log' });
    await check.getByRole('button', { name: 'Verify now' }).click();
    await expect(check.getByText('Nothing wrong found')).toBeVisible();
    await expect(check.getByText(/entries in the signed tree.*published checkpoints agree/)).toBeVisible();
    await check.getByRole('button', { name: 'Close' }).first().click();
    await officer
      .getByRole('button', { name: 'Details: Revealed personal health data, Olga Operator' })
      .first()
      .click();
    await officer.getByRole('button', { name: 'Show proof' }).click();
    await expect(officer.getByText(/^Leaf [\d,]+ of the signed tree/)).toBeVisible();
    await expect(officer.getByText('c2sp.org/tlog-proof@v1')).toBeVisible();
  });

  await test.step('the administrator never received a clear marked value', async () => {
    const born = PATIENTS.map(({ birth_date = '' }) => writtenDate(birth_date));
    const marked = PATIENTS.flatMap(({ ssn = '', phone = '', birth_date = '' }) => [ssn, phone, birth_date]);
    traffic.expectNone([...marked, ...born]);
  });
});
