/** An officer gives a patient the entries about their record; a stranger with link and secret opens them once. A filter has a name. */
import { readFile } from 'node:fs/promises';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

const PHONE = '555-010-6644';
const NARROW = { ...STILL, colorScheme: 'dark', viewport: { width: 390, height: 844 } } as const;
let clinic: Clinic;
test.beforeAll(async () => {
  const values = { Last_Name: 'Asking', Phone: PHONE };
  clinic = await makeClinic('Extract Clinic', ['Phone'], [{ module: 'Contacts', values }]);
});

test('an officer gives an extract of a record, which opens once for link and secret, and is taken back or refused after', async ({
  enter,
  browser,
}) => {
  const operator = await enter(clinic.operator, STILL);
  await operator.goto('/m/Contacts');
  await operator.getByRole('table', { name: 'Contacts' }).getByRole('link').first().click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Asking' })).toBeVisible();
  const record = new URL(operator.url()).pathname.split('/').at(-1) ?? '';
  await operator.goto(`/audit?range=all&record=${record}`);
  await expect(operator.getByRole('button', { name: 'Saved filters' })).toBeVisible();
  await expect(operator.getByRole('button', { name: 'Give an extract' })).toHaveCount(0);

  const officer = await enter(clinic.officer, NARROW);
  await officer.goto(`/audit?range=all&record=${record}`);
  const card = officer.getByRole('region', { name: 'Extracts of this record' });
  await expect(card).toContainText('No extract was made');
  await card.getByRole('button', { name: 'Give an extract' }).click();
  const ask = officer.getByRole('dialog', { name: 'Give an extract' });
  await ask.getByRole('button', { name: 'Give an extract' }).click();
  await expect(ask.getByText('Give a name.')).toBeVisible();
  await ask.getByLabel('Their name').fill('Avery Asking');
  await expectNoViolation(officer);
  await ask.getByRole('button', { name: 'Give an extract' }).click();
  const made = officer.getByRole('dialog', { name: 'The extract is made' });
  await expect(made.getByRole('code')).toHaveCount(2);
  const [link = '', secret = ''] = await made.getByRole('code').allTextContents();
  await made.getByRole('button', { name: 'Done' }).click();
  await expect(card).toContainText('The patient: Avery Asking');
  await expect(card).toContainText('Not opened yet');
  expect(await officer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolation(officer);

  const stranger = await (await browser.newContext(NARROW)).newPage();
  await stranger.goto(link);
  await stranger.getByLabel('Secret').fill('AAAAA-AAAAA');
  await stranger.getByRole('button', { name: 'Open the extract' }).click();
  await expect(stranger.getByText('This is not the secret. Tries left: 4.')).toBeVisible();
  await stranger.getByLabel('Secret').fill(secret);
  await stranger.getByRole('button', { name: 'Open the extract' }).click();
  await expect(stranger.getByRole('table', { name: 'Entries' })).toContainText('Viewed a record');
  await expect(stranger.getByText(/the record that is kept about you/)).toBeVisible();
  await expectNoViolation(stranger);
  const html = await stranger.content();
  for (const hidden of [PHONE, 'Avery']) expect(html).not.toContain(hidden);
  const [file] = await Promise.all([
    stranger.waitForEvent('download'),
    stranger.getByRole('button', { name: 'Download the proofs' }).click(),
  ]);
  const proofs = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
  for (const line of proofs)
    expect(JSON.parse(line)).toMatchObject({ leafHash: expect.stringMatching(/^[\da-f]{64}$/) });

  const second = await (await browser.newContext(STILL)).newPage();
  await second.goto(link);
  await second.getByLabel('Secret').fill(secret);
  await second.getByRole('button', { name: 'Open the extract' }).click();
  await expect(second.getByText(/was opened already/)).toBeVisible();
  await officer.reload();
  await expect(card).toContainText('Opened');

  await card.getByRole('button', { name: 'Give an extract' }).click();
  await ask.getByRole('radio', { name: 'Only some' }).check();
  await ask
    .getByRole('checkbox', { name: /^Viewed a record/ })
    .first()
    .check();
  await ask.getByRole('radio', { name: 'An operator' }).check();
  await ask.getByLabel('Their name').fill('Olga');
  await ask.getByRole('button', { name: 'Give an extract' }).click();
  await made.getByRole('button', { name: 'Done' }).click();
  await card.getByRole('button', { name: 'Revoke the extract for: An operator: Olga' }).click();
  await officer.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(card).toContainText('Taken back');
});

test('a filter of the audit log is saved under a name, applied, renamed and deleted, by keyboard too', async ({
  enter,
}) => {
  const officer = await enter(clinic.officer, NARROW);
  await officer.goto('/audit?range=7d&outcome=refused');
  const menu = officer.getByRole('button', { name: /^Saved filter/ });
  await menu.focus();
  await officer.keyboard.press('Enter');
  await expect(officer.getByText('You have not saved a filter yet')).toBeVisible();
  await officer.getByRole('menuitem', { name: 'Save this filter…' }).press('Enter');
  const naming = officer.getByRole('dialog', { name: 'Save this filter' });
  await naming.getByLabel('Name').fill('Refused this week');
  await expectNoViolation(officer);
  await naming.getByLabel('Name').press('Enter');
  await expect(officer.getByRole('button', { name: 'Saved filter: Refused this week' })).toBeVisible();

  await officer.goto('/audit');
  await menu.click();
  await officer.getByRole('menuitem', { name: 'Refused this week' }).click();
  await expect(officer).toHaveURL(/range=7d/);
  await expect(officer).toHaveURL(/outcome=refused/);
  await menu.click();
  await officer.getByRole('menuitem', { name: 'Save this filter…' }).click();
  await naming.getByLabel('Name').fill('Refused this week');
  await naming.getByRole('button', { name: 'Save' }).click();
  await expect(naming.getByText('You have a filter of this name already.')).toBeVisible();
  await naming.getByRole('button', { name: 'Cancel' }).click();

  await menu.click();
  await officer.getByRole('menuitem', { name: 'Rename or delete…' }).click();
  const all = officer.getByRole('dialog', { name: 'Saved filters' });
  await all.getByLabel('Name of Refused this week').fill('Refusals');
  await all.getByRole('button', { name: 'Rename Refused this week' }).click();
  await expect(all.getByRole('button', { name: 'Delete Refusals' })).toBeVisible();
  await expectNoViolation(officer);
  await all.getByRole('button', { name: 'Delete Refusals' }).click();
  await officer.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(all.getByText('You have no saved filter.')).toBeVisible();
  expect(await officer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
