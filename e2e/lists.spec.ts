/** The list of a module: found, ordered, narrowed and kept; and the command palette that leads everywhere. */
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PATIENTS, patient } from './patients';
import { DEMO, expect, test } from './people';

const SILVANA = patient('Silvana620');
const NAME = `${SILVANA.first_name} ${SILVANA.last_name}`;

const rowsOf = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('row')
    .filter({ has: page.getByRole('link') });

async function openContacts(page: Page, query = ''): Promise<void> {
  await page.goto(`/m/Contacts${query}`);
  await expect(rowsOf(page).first()).toBeVisible();
}

/** Chooses field, comparison and value in the open filter dialog. */
async function fillFilter(page: Page, label: string, comparison: string, value: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Filter Contacts' });
  await dialog.getByRole('combobox', { name: 'Field' }).click();
  await page.keyboard.type(label);
  await page.getByRole('option', { name: label, exact: true }).click();
  await dialog.getByLabel(`Comparison for ${label}`).selectOption(comparison);
  await dialog.getByLabel(`Value for ${label}`).fill(value);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
}

test('a filter narrows the list, stands in the address, survives a reload and is taken away again', async ({
  enter,
}) => {
  const page = await enter(DEMO.operator);
  await openContacts(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await fillFilter(page, 'Last Name', 'is', SILVANA.last_name ?? '');
  const chip = page.getByRole('list', { name: 'Filters' }).getByText(`Last Name is ${SILVANA.last_name}`);
  await expect(chip).toBeVisible();
  const namesakes = PATIENTS.filter(({ last_name }) => last_name === SILVANA.last_name);
  await expect(rowsOf(page)).toHaveCount(namesakes.length);
  await expect(page).toHaveURL(/filters=/);
  await page.reload();
  await expect(chip).toBeVisible();
  await expect(page.getByRole('link', { name: NAME })).toBeVisible();
  await page.getByRole('button', { name: /^Remove the filter: Last Name/ }).click();
  await expect(chip).toHaveCount(0);
  await expect(page).not.toHaveURL(/filters=/);
});

test('a filter on a marked field finds its record and never stands in the address', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await fillFilter(page, 'SSN', 'is', SILVANA.ssn ?? '');
  await expect(page.getByRole('link', { name: NAME })).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(1);
  expect(page.url()).not.toContain('SSN');
  expect(page.url()).not.toContain(SILVANA.ssn);
  await page.reload();
  await expect(page.getByText(/^Your last search is gone/)).toBeVisible();
});

test('a click on a column sorts, a second turns it round, and the order survives a reload', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page, '?columns=Last_Name&size=200');
  const header = page.getByRole('columnheader', { name: 'Last Name' });
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/sort=Last_Name/);
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=-Last_Name/);
  await page.reload();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  const names = await rowsOf(page).evaluateAll((rows) =>
    rows.map((row) => (row as HTMLTableRowElement).cells[2]?.textContent?.toLowerCase() ?? ''),
  );
  expect(names.length).toBeGreaterThanOrEqual(PATIENTS.length);
  expect(names).toEqual([...names].sort().reverse());
});

test('a masked column offers no sort', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page, '?columns=SSN');
  const header = page.getByRole('columnheader', { name: 'SSN' });
  await expect(header).toBeVisible();
  await expect(header.getByRole('button')).toHaveCount(0);
  await expect(header).not.toHaveAttribute('aria-sort');
});

test('columns are chosen, and the choice survives a reload', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page, '?columns=Mailing_City');
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Gender', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Mailing City', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Gender' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'Gender' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Mailing City' })).toHaveCount(0);
});

test('a view keeps columns, filters and order, and can be deleted', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  const name = `Kansas ${randomUUID().slice(0, 8)}`;
  await openContacts(page, '?columns=Gender&sort=-Last_Name');
  await page.getByRole('button', { name: /^View: / }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a new view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  const menu = page.getByRole('button', { name: `View: ${name}` });
  await expect(menu).toBeVisible();

  await openContacts(page);
  await page.getByRole('button', { name: /^View: / }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await expect(page.getByRole('columnheader', { name: 'Gender' })).toBeVisible();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete this view…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'View: All Contacts' })).toBeVisible();
});

test('pages go forth and back, and one lands on the same page after a reload', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page, '?size=25&sort=Last_Name');
  const names = () => rowsOf(page).getByRole('link').first().textContent();
  const first = await names();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/after=[\w-]+/);
  await expect.poll(names).not.toBe(first);
  const second = await names();
  await page.reload();
  await expect(rowsOf(page)).toHaveCount(25);
  expect(await names()).toBe(second);
  await page.getByRole('button', { name: 'Previous page' }).click();
  await expect.poll(names).toBe(first);
  await page.getByLabel('Rows per page').selectOption('200');
  await expect.poll(() => rowsOf(page).count()).toBeGreaterThanOrEqual(PATIENTS.length);
});

test('the keyboard alone searches, goes down the rows, chooses one and opens one', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  await openContacts(page);
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search Contacts')).toBeFocused();
  await page.keyboard.press('Escape');
  const links = rowsOf(page).getByRole('link');
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  const name = (await links.nth(1).textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('single keys lead to the first row, edit a record and begin a new one; ? tells them, and there they are switched off', async ({
  enter,
}) => {
  const page = await enter(DEMO.operator);
  await openContacts(page);
  await page.keyboard.press('j');
  await expect(rowsOf(page).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/m\/Contacts\/\d+\/edit$/);
  await openContacts(page);
  await page.keyboard.press('c');
  await expect(page.getByRole('heading', { level: 1, name: 'New contact' })).toBeVisible();
  await openContacts(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys of Contacts' });
  await expect(dialog.getByText('select the row')).toBeVisible();
  await dialog.getByRole('switch', { name: 'Single keys in this browser' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('c');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search Contacts')).not.toBeFocused();
  await expect(page).toHaveURL(/\/m\/Contacts$/);
});

test('Ctrl K finds a module, a page of Setup and a record by its name', async ({ enter }) => {
  const page = await enter(DEMO.admin);
  await page.goto('/account');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  const go = async (words: string, option: string) => {
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill(words);
    await palette.getByRole('option', { name: option }).first().click();
    await expect(palette).toBeHidden();
  };
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  await go('refer', 'Referrals');
  await expect(page.getByRole('heading', { level: 1, name: 'Referrals' })).toBeVisible();
  await go('hipaa', 'Compliance settings');
  await expect(page.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' })).toBeVisible();
  await go('silvana', NAME);
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  const id = page.url().split('/').at(-1) ?? '';
  await go('mark a field', 'Mark a field as personal health data');
  await expect(page.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' })).toBeVisible();
  await go(id, NAME);
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  // The key / too, and what one was busy with is there before anything is typed.
  await page.keyboard.press('/');
  await expect(palette.getByRole('group', { name: 'Recent' }).getByRole('option').first()).toHaveText(/Contact/);
});

test('on a phone a list shows whole columns only, before and after it is moved aside', async ({ enter }) => {
  const page = await enter(DEMO.operator, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  await openContacts(page, '?columns=Last_Name,Phone,Mailing_City,Gender');
  const list = page.getByRole('region', { name: 'Contacts' });
  /** Left and right edges of the columns that are seen at all, in what is seen beside checkbox and menu. */
  const seen = () =>
    list.evaluate((region) => {
      const { left, right } = region.getBoundingClientRect();
      const heads = [...region.querySelectorAll('thead th')].map((head) => head.getBoundingClientRect());
      const [from, to] = [Math.round(heads[0]?.right ?? left), Math.round(heads.at(-1)?.left ?? right)];
      return heads
        .slice(1, -1)
        .map((head) => [Math.round(head.left) - from, Math.round(head.right) - to])
        .filter(([start = 0, end = 0]) => start < to - from - 1 && end > from - to + 1);
    });
  const areWhole = (columns: number[][]) =>
    columns.length > 0 && columns.every(([start = 0, end = 0]) => start >= -1 && end <= 1);
  expect(areWhole(await seen()), JSON.stringify(await seen())).toBe(true);
  await list.evaluate((region) => region.scrollBy({ left: 190 }));
  await expect.poll(async () => areWhole(await seen())).toBe(true);
  expect(await list.evaluate((region) => region.scrollLeft)).toBeGreaterThan(0);
});
