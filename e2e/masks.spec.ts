/** A marked value is not in the browser until somebody reveals it, and not for longer than a minute. */
import type { Page } from '@playwright/test';
import { EVERY_SECRET, patient, secretsOf, writtenDate } from './patients';
import { DEMO, expect, test } from './people';
import { record } from './traffic';

const SILVANA = patient('Silvana620');
const NAME = `${SILVANA.first_name} ${SILVANA.last_name}`;

/** Opens a patient by a name, which is not marked. */
async function open(page: Page, name = NAME): Promise<void> {
  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function expectNothingClear(page: Page): Promise<void> {
  const html = await page.content();
  expect(EVERY_SECRET.filter((value) => html.includes(value))).toEqual([]);
}

test('list, record, edit form and print hold no marked value, in their HTML or in any answer', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  const traffic = await record(page);

  const columns = 'columns=Phone,Date_of_Birth,SSN,Medical_Record_Number,Driver_License,Passport';
  await page.goto(`/m/Contacts?size=200&${columns}`);
  await expect(page.getByRole('columnheader', { name: 'SSN' })).toBeVisible();
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: NAME }) });
  await expect(row.getByText('Hidden', { exact: true })).toHaveCount(6);
  await expectNothingClear(page);

  await open(page);
  const privacy = page.getByRole('region', { name: 'Data Privacy' });
  await expect(privacy.getByRole('button', { name: 'Reveal SSN' })).toBeVisible();
  await expectNothingClear(page);
  await page.emulateMedia({ media: 'print' });
  await expectNothingClear(page);
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(page.getByLabel('SSN', { exact: true })).toHaveAttribute('placeholder', /^Hidden/);
  await expect(page.getByLabel('SSN', { exact: true })).toHaveValue('');
  await expectNothingClear(page);

  traffic.expectNone(EVERY_SECRET);
});

test('a value is revealed for a purpose, in one answer, for 60 seconds, and then it is gone', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await page.clock.install();
  const traffic = await record(page);
  await open(page);
  const privacy = page.getByRole('region', { name: 'Data Privacy' });
  await expect(privacy.getByRole('tab', { name: 'Health' })).toHaveAttribute('aria-selected', 'true');

  await privacy.getByRole('button', { name: 'Reveal Date of Birth' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reveal Date of Birth' });
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(dialog.getByText('Choose a purpose.')).toBeVisible();
  expect(traffic.holding(SILVANA.birth_date ?? '')).toEqual([]);

  await dialog.getByLabel('Purpose').selectOption('Treatment');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(dialog).toBeHidden();
  const born = writtenDate(SILVANA.birth_date ?? '');
  await expect(privacy.getByText(born)).toBeVisible();
  expect(traffic.holding(SILVANA.birth_date ?? '')).toEqual([`POST ${page.url()}`]);
  const others = secretsOf(SILVANA).filter((value) => value !== SILVANA.birth_date);
  traffic.expectNone(others);

  await page.clock.fastForward('00:30');
  await expect(privacy.getByText(born)).toBeVisible();
  await page.clock.fastForward('00:31');
  await expect(privacy.getByText(born)).toHaveCount(0);
  await expectNothingClear(page);
  await expect(privacy.getByRole('button', { name: 'Reveal Date of Birth' })).toBeVisible();
});

test('a value hidden by hand is gone at once, and leaving the page forgets it', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await open(page);
  const privacy = page.getByRole('region', { name: 'Data Privacy' });
  await privacy.getByRole('button', { name: 'Reveal SSN' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reveal SSN' });
  await dialog.getByLabel('Purpose').selectOption('Payment');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(privacy.getByText(SILVANA.ssn ?? '')).toBeVisible();
  await privacy.getByRole('button', { name: 'Hide SSN' }).click();
  await expect(privacy.getByText(SILVANA.ssn ?? '')).toHaveCount(0);
  await page.reload();
  await expect(privacy.getByText(/^Last revealed .* by Demo Operator$/).first()).toBeVisible();
  await expectNothingClear(page);
});

test('an exact SSN finds its patient and stands in no address, title, history or storage', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  const ssn = SILVANA.ssn ?? '';
  const traffic = await record(page);
  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(ssn);
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 Contact', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: NAME })).toBeVisible();
  expect(page.url()).not.toContain(ssn);
  expect(await page.title()).not.toContain(ssn);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
  expect(kept).not.toContain(ssn);
  traffic.expectNone([ssn]);
});

test('whoever configures does not read: an administrator is offered no reveal', async ({ enter }) => {
  const page = await enter(DEMO.admin);
  const traffic = await record(page);
  await open(page);
  const privacy = page.getByRole('region', { name: 'Data Privacy' });
  await expect(privacy.getByText('Your profile may not reveal personal health data.')).toBeVisible();
  await expect(privacy.getByRole('button', { name: /^Reveal/ })).toHaveCount(0);
  traffic.expectNone(EVERY_SECRET);
});
