/** A module's records in columns and on days: cards are dragged, carried by keyboard and read on; nothing protected makes either. */
import type { Locator, Page } from '@playwright/test';
import { expectNoViolation } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';
import { shot } from './shot';

const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const deal = (Deal_Name: string, Stage: string, Amount: number, Closing_Date = '2026-03-12') => ({
  module: 'Deals',
  values: { Deal_Name, Stage, Amount, Closing_Date },
});

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic(
    'Board Clinic',
    ['Lead_Source', 'Date_of_Birth', 'Last_Name'],
    [
      deal('Dragged deal', 'Qualification', 100.25),
      deal('Carried deal', 'Qualification', 50),
      deal('Raced deal', 'Needs Analysis', 5),
      deal('Telephone deal', 'Value Proposition', 5),
      { ...deal('Many', 'Closed Lost', 1, '2026-03-20'), count: 60 },
      { module: 'Contacts', values: { Last_Name: 'Zqsecret', Lead_Source: 'Cold Call', Date_of_Birth: '1961-08-09' } },
    ],
  );
});

const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
/** Its head: a card may show the same amount. */
const sumOf = (of: Locator): Locator => of.locator('header');
const card = (of: Locator, name: string): Locator => of.getByRole('listitem').filter({ hasText: name });

async function openBoard(page: Page, query = ''): Promise<void> {
  await page.goto(`/m/Deals/board${query}`);
  await expect(page.getByRole('region', { name: /^Deals by / })).toBeVisible();
}

test('a card dragged to another column is changed, both columns add up anew, and so they do after a reload', async ({
  enter,
}) => {
  const page = await enter(clinic.operator, WIDE);
  await page.goto('/m/Deals');
  await page.getByRole('navigation', { name: 'Layout' }).getByRole('link', { name: 'Board' }).click();
  await expect(page.getByLabel('Columns by')).toHaveValue('Stage');
  await page.getByLabel('Add up').selectOption('Amount');
  await expect(sumOf(column(page, 'Qualification'))).toHaveText(/\$150\.25$/);
  await shot(page, 'board-1440');
  await card(column(page, 'Qualification'), 'Dragged deal').dragTo(column(page, 'Needs Analysis'));
  await expect(card(column(page, 'Needs Analysis'), 'Dragged deal')).toBeVisible();
  await expect(sumOf(column(page, 'Qualification'))).toHaveText(/\$50\.00$/);
  await expect(sumOf(column(page, 'Needs Analysis'))).toHaveText(/\$105\.25$/);
  await expect(card(column(page, 'Needs Analysis'), 'Dragged deal')).not.toHaveAttribute('aria-busy');
  await page.reload();
  await expect(sumOf(column(page, 'Needs Analysis'))).toHaveText(/\$105\.25$/);
  await expect(card(column(page, 'Needs Analysis'), 'Dragged deal')).toBeVisible();
  await expectNoViolation(page);
});

test('the keyboard goes from card to card, carries one to the next column, and lets go by Escape', async ({
  enter,
}) => {
  const page = await enter(clinic.operator, WIDE);
  await openBoard(page);
  const link = page.getByRole('link', { name: 'Carried deal' });
  await link.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(/^Carried deal is picked up from Qualification\./)).toBeAttached();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(card(column(page, 'Qualification'), 'Carried deal')).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(card(column(page, 'Value Proposition'), 'Carried deal')).toBeVisible();
  await expect(link).toBeFocused();
  await page.keyboard.press('h');
  await expect(column(page, 'Needs Analysis').getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /deal$/ })).toBeVisible();
});

test('of two who drag one card the second is told, and the card stands where the first put it', async ({ enter }) => {
  const [first, second] = [await enter(clinic.operator, WIDE), await enter(clinic.admin, WIDE)];
  await openBoard(first);
  await openBoard(second);
  await card(column(first, 'Needs Analysis'), 'Raced deal').dragTo(column(first, 'Qualification'));
  await expect(card(column(first, 'Qualification'), 'Raced deal')).not.toHaveAttribute('aria-busy');
  await card(column(second, 'Needs Analysis'), 'Raced deal').dragTo(column(second, 'Value Proposition'));
  await expect(second.getByText('Somebody else changed Raced deal meanwhile.')).toBeVisible();
  await expect(card(column(second, 'Qualification'), 'Raced deal')).toBeVisible();
  await expect(card(column(second, 'Value Proposition'), 'Raced deal')).toHaveCount(0);
});

test('a column begins with fifty cards and reads on as one scrolls', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await openBoard(page);
  const many = column(page, 'Closed Lost');
  await expect(many.getByRole('heading')).toBeAttached();
  await expect(many.getByText('60')).toBeAttached();
  const cards = many.locator('[data-card]');
  await expect(cards).toHaveCount(50);
  await many.scrollIntoViewIfNeeded();
  await cards.last().scrollIntoViewIfNeeded();
  await expect(cards).toHaveCount(60);
  await expect(many.getByRole('button', { name: /^More of/ })).toHaveCount(0);
});

test('on a telephone a card is moved by a choice of columns', async ({ enter }) => {
  const page = await enter(clinic.operator, PHONE);
  await openBoard(page);
  await page.getByRole('button', { name: 'Move Telephone deal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move Telephone deal' });
  await shot(page, 'board-move-390');
  await dialog.getByRole('button', { name: 'Closed Won' }).click();
  await expect(card(column(page, 'Closed Won'), 'Telephone deal')).toBeAttached();
  await shot(page, 'board-390');
});

test('a protected pick list, number or date is offered by neither, and asked for by its address refused', async ({
  enter,
}) => {
  const page = await enter(clinic.operator, WIDE);
  await page.goto('/m/Contacts/board');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
  await shot(page, 'board-contacts-1440');
  await expect(page.getByRole('option', { name: 'Lead Source' })).toHaveCount(0);
  await page.goto('/m/Contacts/board?by=Lead_Source');
  await expect(page.getByText('Lead Source holds protected data. You cannot make columns of it.')).toBeVisible();
  await shot(page, 'board-error-1440');
  await page.goto('/m/Contacts/calendar?by=Date_of_Birth&at=1961-08-09');
  await expect(page.getByText('Date of Birth holds protected data. You cannot make a calendar of it.')).toBeVisible();
  await page.goto('/m/Contacts/calendar');
  await expect(page.getByRole('option', { name: 'Date of Birth' })).toHaveCount(0);
  expect(await page.content()).not.toContain('Zqsecret');
});

test('a calendar shows a month and a week, the days before and after, and leads to all of a day', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await page.goto('/m/Deals/calendar?at=2026-03-01');
  await expect(page.getByRole('heading', { name: 'March 2026' })).toBeVisible();
  await expect(page.getByLabel('By', { exact: true })).toHaveValue('Closing_Date');
  await expect(page.getByRole('link', { name: /^\+56 more/ })).toBeVisible();
  await shot(page, 'calendar-1440');
  await expectNoViolation(page);
  await page.getByRole('button', { name: 'The next month' }).click();
  await expect(page.getByRole('heading', { name: 'April 2026' })).toBeVisible();
  await expect(page.getByText('No deals have Closing Date in these days.')).toBeVisible();
  await shot(page, 'calendar-empty-1440');
  await page.getByRole('button', { name: 'The month before' }).click();
  await page.getByRole('link', { name: /^\+56 more/ }).click();
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText('Closing Date');
  await expect(page.getByText('50 of 60 Deals')).toBeVisible();
  await page.goto('/m/Deals/calendar?at=2026-03-12&span=week');
  await expect(page.getByRole('link', { name: 'Dragged deal' })).toBeVisible();
});

test('on a telephone a calendar lists the days that hold something', async ({ enter }) => {
  const page = await enter(clinic.operator, PHONE);
  await page.goto('/m/Deals/calendar?at=2026-03-12');
  await expect(page.getByRole('heading', { name: 'Thursday, March 12, 2026' })).toBeVisible();
  await expect(page.getByText('Wednesday, March 11, 2026')).toBeHidden();
  await shot(page, 'calendar-390');
});

test('a view keeps that it is a board, and leads there from the table', async ({ enter }) => {
  const page = await enter(clinic.operator, WIDE);
  await openBoard(page, '?by=Type&sum=Amount');
  await page.getByRole('button', { name: /^View: / }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a new view' });
  await dialog.getByLabel('Name').fill('By type');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'View: By type' })).toBeVisible();
  await page.goto('/m/Deals');
  await page.getByRole('button', { name: /^View: / }).click();
  await page.getByRole('menuitemradio', { name: 'By type' }).click();
  await expect(page).toHaveURL(/\/m\/Deals\/board\?view=\d+$/);
  await expect(column(page, 'Without type')).toBeVisible();
  await expect(page.getByLabel('Add up')).toHaveValue('Amount');
});
