/** What a list lets one find, see and change: hidden names, whole values from everywhere, many records at once. */
import type { Page } from '@playwright/test';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';
import { shot } from './shot';
import { record } from './traffic';

const ZOE = { First_Name: 'Zoephine Maria', Last_Name: 'Quillfeather', Phone: '(555) 907-8526', Department: 'Cardio' };
const NAME = `${ZOE.First_Name} ${ZOE.Last_Name}`;
const LEADS = 1031;

let clinic: Clinic;

test.beforeAll(async () => {
  clinic = await makeClinic(
    'Choosing Clinic',
    ['First_Name', 'Last_Name', 'Phone', 'Email'],
    [
      { module: 'Contacts', values: { ...ZOE, Email: 'zoephine@example.org' } },
      { module: 'Contacts', values: { First_Name: 'Other', Last_Name: 'Patient' }, count: 2 },
      { module: 'Leads', values: { Last_Name: 'Elsewhere', City: 'Salem' }, count: 3 },
      { module: 'Leads', values: { Last_Name: 'Lead', City: 'Boston' }, count: LEADS },
    ],
  );
});

const rowsOf = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

const boxes = (page: Page) => page.getByRole('checkbox', { name: /^Select (?!all)/ });

async function openList(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(rowsOf(page).first()).toBeVisible();
}

for (const [where, viewport] of [
  ['on a desk', { width: 1360, height: 800 }],
  ['on a telephone', { width: 390, height: 844 }],
] as const) {
  test(`a name that a list hides is revealed in its row for a purpose, by keyboard, for 60 seconds, ${where}`, async ({
    enter,
  }) => {
    const page = await enter(clinic.operator, { viewport });
    await page.clock.install();
    const traffic = await record(page);
    await openList(page, '/m/Contacts?sort=Created_Time');
    const row = rowsOf(page).first();
    await expect(row.getByText('Hidden name')).toHaveCount(1);
    await row.getByRole('link').focus();
    await page.keyboard.press('Tab');
    const reveal = row.getByRole('button', { name: /^Reveal the name of record \d{6}$/ });
    await expect(reveal).toBeFocused();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Reveal 2 fields' });
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(dialog.getByText('Choose a purpose.')).toBeVisible();
    traffic.expectNone([ZOE.Last_Name]);
    await dialog.getByLabel('Purpose').selectOption('Treatment');
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(row.getByRole('link', { name: NAME })).toBeVisible();
    expect(traffic.holding(ZOE.Last_Name)).toEqual([`POST ${page.url()}`]);
    await shot(page, `name-${viewport.width}`);
    await page.clock.fastForward('00:30');
    await expect(row.getByRole('link', { name: NAME })).toBeVisible();
    await page.clock.fastForward('00:31');
    await expect(row.getByText('Hidden name')).toHaveCount(1);
    expect(await page.content()).not.toContain(ZOE.Last_Name);
  });
}

test('whoever may not reveal is offered no reveal in a list', async ({ enter }) => {
  const page = await enter(clinic.admin);
  await openList(page, '/m/Contacts');
  await expect(page.getByRole('button', { name: /^Reveal the name/ })).toHaveCount(0);
});

test('Ctrl K finds a full name, a number and an address that are hidden, and keeps none of them', async ({ enter }) => {
  const page = await enter(clinic.operator);
  const traffic = await record(page);
  await page.goto('/account');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  for (const value of [NAME, '555 907 8526', 'zoephine@example.org']) {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(value);
    await expect(palette.getByRole('option', { name: `Find “${value}” as a whole value` })).toBeVisible();
    await page.keyboard.press('Enter');
    const found = palette.getByRole('option', { name: /^Contact \d{6}/ });
    await expect(found).toHaveCount(1);
    await shot(page, `palette-${value.length}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /^Contact \d{6}$/ })).toBeVisible();
    expect(decodeURIComponent(page.url())).not.toContain(value);
    expect(await page.title()).not.toContain(value);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
    expect(kept).not.toContain(value);
  }
  traffic.expectNone([ZOE.Last_Name, '907-8526', 'zoephine@']);
});

test('Ctrl K tells whoever may not search a field what it tells when nothing matches', async ({ enter }) => {
  const page = await enter(clinic.admin);
  await page.goto('/account');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  for (const value of [NAME, 'Nobody Atall']) {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(value);
    await palette.getByRole('option', { name: /as a whole value/ }).click();
    await expect(
      palette.getByText('No record holds this as a whole value in a field that you may search.'),
    ).toBeVisible();
    await expect(palette.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Escape');
  }
});

test('a selection is kept over pages, order and page size, and cleared by hand', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await openList(page, '/m/Leads?size=25');
  const bar = page.getByRole('region', { name: 'Selected rows' });
  await boxes(page).first().check();
  await expect(bar.getByText('1 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(boxes(page).first()).not.toBeChecked();
  await boxes(page).first().check();
  await expect(bar.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect(boxes(page).first()).toBeChecked();
  await page.getByLabel('Rows per page').selectOption('50');
  await expect(boxes(page)).toHaveCount(50);
  await expect(bar.getByText('2 selected')).toBeVisible();
  await page.getByRole('columnheader', { name: 'City' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=City/);
  await expect(bar.getByText('2 selected')).toBeVisible();
  await bar.getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar).toHaveCount(0);
});

test('all that match the view get another value, with progress; the others keep theirs', async ({ enter }) => {
  const page = await enter(clinic.operator, { viewport: { width: 1360, height: 800 } });
  const filters = encodeURIComponent(JSON.stringify([{ field: 'City', operator: 'equals', value: 'Boston' }]));
  await openList(page, `/m/Leads?columns=City,Rating&filters=${filters}`);
  await boxes(page).first().check();
  const bar = page.getByRole('region', { name: 'Selected rows' });
  await bar.getByRole('button', { name: 'Select all 1,031 that match this view' }).click();
  await expect(bar.getByText('1,031 selected, all that match this view')).toBeVisible();
  await expect(boxes(page).nth(3)).toBeChecked();
  await shot(page, 'all-1360');
  await bar.getByRole('button', { name: 'Change a field' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change a field of 1,031 Leads' });
  await dialog.getByRole('combobox', { name: 'Field' }).click();
  await page.keyboard.type('Rating');
  await page.getByRole('option', { name: 'Rating', exact: true }).click();
  await dialog.getByLabel('Rating').selectOption('Active');
  await shot(page, 'field-1360');
  await dialog.getByRole('button', { name: 'Change field' }).click();
  const change = page.getByRole('region', { name: 'Change of many records' });
  await expect(change.getByRole('progressbar')).toBeVisible();
  await page.reload();
  await expect(change.getByRole('progressbar')).toBeVisible();
  await expect(change.getByText('1,031 Leads changed')).toBeVisible({ timeout: 600_000 });
  await expect(page.getByRole('cell', { name: 'Active' })).toHaveCount(50);
  await openList(page, '/m/Leads?columns=City,Rating&sort=-City');
  await expect(rowsOf(page).filter({ hasText: 'Salem' })).toHaveCount(3);
  await expect(rowsOf(page).filter({ hasText: 'Salem' }).filter({ hasText: 'Active' })).toHaveCount(0);
});

test('selected records are deleted and brought back, given to another owner, and exported', async ({ enter }) => {
  const page = await enter(clinic.operator, { viewport: { width: 390, height: 844 } });
  const filters = encodeURIComponent(JSON.stringify([{ field: 'City', operator: 'equals', value: 'Salem' }]));
  await openList(page, `/m/Leads?filters=${filters}&columns=Owner`);
  await expect(rowsOf(page)).toHaveCount(3);
  const bar = page.getByRole('region', { name: 'Selected rows' });
  const change = page.getByRole('region', { name: 'Change of many records' });
  await boxes(page).nth(0).check();
  await boxes(page).nth(1).check();
  await shot(page, 'bar-390');
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog', { name: 'Delete 2 Leads?' }).getByRole('button', { name: 'Delete' }).click();
  await expect(change.getByText('2 Leads moved to the recycle bin')).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(1);
  await change.getByRole('button', { name: 'Undo' }).click();
  await expect(change.getByText('2 Leads restored')).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(3);

  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await bar.getByRole('button', { name: 'Change owner' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the owner of 3 Leads' });
  await dialog.getByRole('combobox', { name: 'New owner' }).click();
  await page.getByRole('option', { name: 'Cole League' }).click();
  await dialog.getByRole('button', { name: 'Change owner' }).click();
  await expect(change.getByText('3 Leads have the new owner')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Cole League' })).toHaveCount(3);
  await shot(page, 'owner-390');

  await boxes(page).first().check();
  await bar.getByRole('button', { name: 'Export selected' }).click();
  const choices = page.getByRole('dialog', { name: 'Export leads' });
  await expect(choices.getByRole('radio', { name: /selected/i })).toBeChecked();
});

test('two that are selected are compared to be merged, and ten are not offered it', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await openList(page, '/m/Leads?size=25');
  const bar = page.getByRole('region', { name: 'Selected rows' });
  await boxes(page).nth(0).check();
  await expect(bar.getByRole('link', { name: 'Merge' })).toHaveCount(0);
  await boxes(page).nth(1).check();
  await bar.getByRole('link', { name: 'Merge' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Merge Leads' })).toBeVisible();
  await openList(page, '/m/Leads?size=25');
  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await expect(bar.getByText('25 selected, all on this page')).toBeVisible();
  await expect(bar.getByRole('link', { name: 'Merge' })).toHaveCount(0);
});

test('where one more matches by now than was said, nothing is changed and the number is told anew', async ({
  enter,
}) => {
  const page = await enter(clinic.operator);
  const filters = encodeURIComponent(JSON.stringify([{ field: 'Last_Name', operator: 'equals', value: 'Elsewhere' }]));
  await openList(page, `/m/Leads?filters=${filters}&columns=City`);
  await boxes(page).first().check();
  const bar = page.getByRole('region', { name: 'Selected rows' });
  await bar.getByRole('button', { name: 'Select all 3 that match this view' }).click();
  const other = await enter(clinic.admin);
  await other.goto('/m/Leads/new');
  await other.getByLabel('Last Name').fill('Elsewhere');
  await other.getByLabel('Company').fill('A fourth');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Elsewhere' })).toBeVisible();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog', { name: 'Delete 3 Leads?' }).getByRole('button', { name: 'Delete' }).click();
  const again = page.getByRole('alertdialog', { name: 'Delete 4 Leads?' });
  await expect(again.getByText('More records match by now than you were told.')).toBeVisible();
  await again.getByRole('button', { name: 'Cancel' }).click();
  await openList(page, `/m/Leads?filters=${filters}&columns=City`);
  await expect(rowsOf(page)).toHaveCount(4);
});
