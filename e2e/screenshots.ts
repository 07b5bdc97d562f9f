/**
 * `npm run screenshots`: pictures of the main screens for docs/screenshots, of the demo org. Not a test; the server is
 * started as for the tests, or the one of E2E_BASE_URL is used.
 */
import type { Page } from '@playwright/test';
import { patient } from './patients';
import { DEMO, type Enter, expect, test } from './people';

const WIDE = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
const NARROW = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `docs/screenshots/${name}.png`, animations: 'disabled', caret: 'hide' });
}

async function openList(page: Page): Promise<void> {
  await page.goto('/m/Contacts?columns=Last_Name,SSN,Date_of_Birth,Phone,Mailing_City,Gender&sort=Last_Name');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
}

async function openRecord(page: Page): Promise<void> {
  const { first_name, last_name } = patient('Silvana620');
  const name = `${first_name} ${last_name}`;
  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('button', { name: 'Reveal SSN' })).toBeVisible();
}

async function openChat(page: Page): Promise<void> {
  await page.goto('/chat?queue=closed');
  await page.getByRole('list', { name: 'Closed' }).getByRole('link').nth(1).click();
  await expect(page.getByRole('log', { name: 'Messages' }).getByRole('listitem').nth(3)).toBeVisible();
}

async function openLayout(page: Page): Promise<void> {
  await page.goto('/setup/compliance/hipaa');
  await page.getByRole('link', { name: 'Mark fields of Contacts' }).click();
  await page.getByRole('button', { name: 'More actions for SSN' }).click();
  await page.getByRole('menuitem', { name: 'Edit Properties' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit Properties' })).toBeVisible();
}

const PICTURES: Record<string, (enter: Enter) => Promise<Page>> = {
  list: async (enter) => {
    const page = await enter(DEMO.operator, WIDE);
    await openList(page);
    return page;
  },
  'list-dark': async (enter) => {
    const page = await enter(DEMO.operator, { ...WIDE, colorScheme: 'dark' });
    await openList(page);
    return page;
  },
  'list-narrow': async (enter) => {
    const page = await enter(DEMO.operator, NARROW);
    await openList(page);
    return page;
  },
  record: async (enter) => {
    const page = await enter(DEMO.operator, WIDE);
    await openRecord(page);
    return page;
  },
  'record-dark': async (enter) => {
    const page = await enter(DEMO.operator, { ...WIDE, colorScheme: 'dark' });
    await openRecord(page);
    return page;
  },
  'record-narrow': async (enter) => {
    const page = await enter(DEMO.operator, NARROW);
    await openRecord(page);
    return page;
  },
  compliance: async (enter) => {
    const page = await enter(DEMO.admin, WIDE);
    await page.goto('/setup/compliance/hipaa');
    await expect(page.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' })).toBeVisible();
    return page;
  },
  'edit-properties': async (enter) => {
    const page = await enter(DEMO.admin, WIDE);
    await openLayout(page);
    return page;
  },
  audit: async (enter) => {
    const page = await enter(DEMO.officer, WIDE);
    await page.goto('/audit');
    await expect(page.getByRole('table', { name: 'Audit log entries' })).toBeVisible();
    return page;
  },
  chat: async (enter) => {
    const page = await enter(DEMO.operator, WIDE);
    await openChat(page);
    return page;
  },
  'chat-dark': async (enter) => {
    const page = await enter(DEMO.operator, { ...WIDE, colorScheme: 'dark' });
    await openChat(page);
    return page;
  },
  'chat-narrow': async (enter) => {
    const page = await enter(DEMO.operator, NARROW);
    await openChat(page);
    return page;
  },
  widget: async (enter) => {
    const page = await enter(DEMO.operator, WIDE);
    await page.goto('/widget/demo');
    const widget = page.frameLocator('iframe');
    await widget.getByRole('button', { name: 'Open chat' }).click();
    await expect(widget.getByLabel('How can we help?')).toBeVisible();
    return page;
  },
  'chat-setup': async (enter) => {
    const page = await enter(DEMO.admin, WIDE);
    await page.goto('/setup/chat');
    await page.getByRole('link', { name: 'Website' }).first().click();
    await expect(page.getByRole('button', { name: /Save/ }).first()).toBeVisible();
    return page;
  },
  'command-palette': async (enter) => {
    const page = await enter(DEMO.admin, WIDE);
    await openList(page);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Search and commands' });
    await palette.getByRole('combobox').fill('re');
    await expect(palette.getByText('Records', { exact: true })).toBeVisible();
    return page;
  },
};

test('sign-in', async ({ browser }) => {
  const context = await browser.newContext(WIDE);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await shoot(page, 'sign-in');
  await context.close();
});

for (const [name, open] of Object.entries(PICTURES)) {
  test(name, async ({ enter }) => {
    await shoot(await open(enter), name);
  });
}
