/**
 * Each act of the two described systems ("HIPAA Compliance with Zoho CRM", "HIPAA compliance with Zoho SalesIQ") is reached
 * by one of the three standard profiles, by clicking from the first page. A right without a screen is no right.
 */
import { readFile } from 'node:fs/promises';
import type { FrameLocator, Page } from '@playwright/test';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

/** By the setup menu, as a person finds a page. */
async function setup(page: Page, ...links: string[]): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Setup', exact: true }).click();
  for (const [n, name] of links.entries()) {
    const nav = page.getByRole('navigation', { name: n === 0 ? 'Setup' : 'Live chat' });
    await nav.getByRole('link', { name, exact: true }).first().click();
  }
}

async function audit(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit', exact: true }).click();
}

async function markPhone(admin: Page): Promise<void> {
  await setup(admin, 'Modules and fields');
  await admin.getByRole('link', { name: /^Edit layout .* of Contacts$/ }).click();
  await admin.getByRole('button', { name: 'More actions for Phone', exact: true }).click();
  await admin.getByRole('menuitem', { name: 'Edit Properties' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Edit Properties' });
  await dialog.getByRole('checkbox', { name: 'Contains Personal Health Data' }).check();
  await expect(dialog.getByRole('checkbox', { name: 'Encrypt field' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}

const DOORS = [
  'Restrict data access through API',
  'Restrict data in export',
  'Restrict data transfer to Zoho apps',
  'Restrict data transfer to third party apps',
];

test('HIPAA Compliance with Zoho CRM: every act is reached by a standard profile', async ({ enter }) => {
  test.slow();
  const clinic = await makeClinic('Seed One Clinic');
  const admin = await enter(clinic.admin);

  await test.step('Administrator: toggle Enable HIPAA Compliance Settings, and select a module', async () => {
    await setup(admin, 'Compliance settings');
    await admin.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' }).check();
    const modules = admin.getByRole('group', { name: 'Modules' });
    await modules.getByRole('checkbox', { name: 'Contacts' }).check();
    await expect(admin.getByText('1 of 10 modules')).toBeVisible();
  });

  await test.step('Administrator: mark a field and encrypt it', () => markPhone(admin));

  await test.step('Administrator: the four restrictions, and the table of what leaves', async () => {
    await setup(admin, 'Compliance settings');
    for (const door of DOORS) {
      const restriction = admin.getByRole('switch', { name: door });
      if (!(await restriction.isChecked())) await restriction.click();
      await expect(restriction).toBeChecked();
    }
    await expect(admin.getByRole('table', { name: 'What leaves through each door' })).toBeVisible();
  });

  const operator = await enter(clinic.operator);
  await test.step('Operator: the fields with personal health data of a record, under Data Privacy', async () => {
    await operator.goto('/');
    await operator.getByRole('link', { name: 'Contacts', exact: true }).first().click();
    await expect(operator.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
    await operator
      .getByRole('link', { name: /^(New|Create)\b/ })
      .first()
      .click();
    await operator.getByLabel('Last Name').fill('Seedling');
    await operator.getByLabel('Phone', { exact: true }).fill('555-010-7788');
    await operator.getByRole('button', { name: 'Save', exact: true }).click();
    const privacy = operator.getByRole('region', { name: 'Data Privacy' });
    await privacy.getByRole('tab', { name: 'Health' }).click();
    await expect(privacy.getByRole('button', { name: 'Reveal Phone' })).toBeVisible();
  });

  await test.step('Compliance officer: retrieve the audit log', async () => {
    const officer = await enter(clinic.officer);
    await audit(officer);
    await officer.getByRole('button', { name: 'Export Audit Log' }).click();
    const dialog = officer.getByRole('dialog', { name: 'Export audit log' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const [download] = await Promise.all([
      officer.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('Marked a field as personal health data');
  });

  await test.step('Administrator: disable HIPAA, the marks go; enable it again, and mark anew', async () => {
    await setup(admin, 'Compliance settings');
    const hipaa = admin.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' });
    await hipaa.click();
    const dialog = admin.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('Seed One Clinic');
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await expect(hipaa).not.toBeChecked();
    await hipaa.check();
    const contacts = admin.getByRole('group', { name: 'Modules' }).getByRole('checkbox', { name: 'Contacts' });
    if (!(await contacts.isChecked())) await contacts.check();
    await expect(admin.getByText('1 of 10 modules')).toBeVisible();
    await markPhone(admin);
  });
});

/** A browser on the clinic's website, whose script says something of its visitor. */
async function visit(page: Page, { brand }: Clinic): Promise<FrameLocator> {
  await page.goto(`/widget/demo?brand=${brand}`);
  const widget = page.frameLocator('iframe');
  await expect(widget.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await page.evaluate("window.$zoho.salesiq.visitor.info({ Plan: 'Gold' })");
  await widget.getByRole('button', { name: 'Open chat' }).click();
  return widget;
}

test('HIPAA compliance with Zoho SalesIQ: every act is reached by a standard profile', async ({ enter, browser }) => {
  test.slow();
  const clinic = await makeClinic('Seed Two Clinic');
  const operator = await enter(clinic.operator);
  const context = await browser.newContext();
  const site = await context.newPage();

  await test.step('Operator: is there to answer', async () => {
    await operator.goto('/');
    await operator.getByRole('link', { name: 'Chat', exact: true }).first().click();
    await operator.getByRole('button', { name: 'Away' }).click();
    await operator.getByRole('switch', { name: 'Available' }).check();
    await operator.keyboard.press('Escape');
  });

  await test.step('visitor: the pre-chat form, a question, a file', async () => {
    const widget = await visit(site, clinic);
    await widget.getByLabel('Name').fill('Vera Visitor');
    await widget.getByLabel('Email').fill('vera@visitor.example');
    await widget.getByLabel('How can we help?').fill('Are figs allowed?');
    await widget.getByRole('button', { name: 'Start chat' }).click();
    await expect(widget.getByRole('log')).toContainText('Are figs allowed?');
    const chosen = site.waitForEvent('filechooser');
    await widget.getByRole('button', { name: 'Attach a file' }).click();
    await (await chosen).setFiles({ name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('figs') });
    await expect(widget.getByRole('log')).toContainText('list.txt');
  });

  await test.step('Operator: reads, downloads the attachment, sees custom fields read-only', async () => {
    await operator.getByRole('list', { name: 'Waiting' }).getByRole('button', { name: 'Pick up' }).click();
    const log = operator.getByRole('log', { name: 'Messages' });
    await expect(log).toContainText('Are figs allowed?');
    const link = log.getByRole('link', { name: 'Download list.txt' });
    const [download] = await Promise.all([operator.waitForEvent('download'), link.click()]);
    expect(await readFile(await download.path(), 'utf8')).toBe('figs');
    const given = operator.getByRole('region', { name: 'From the website' });
    await expect(given).toContainText('Gold');
    await expect(given.getByRole('button')).toHaveCount(0);
    await expect(given.getByRole('textbox')).toHaveCount(0);
  });
  const conversationId = new URL(operator.url()).pathname.split('/').at(-1) ?? '';

  await test.step('Operator: updates the visitor’s details, and closes', async () => {
    await operator.getByRole('button', { name: 'Edit phone' }).click();
    await operator.getByRole('textbox', { name: 'Phone' }).fill('+1 555 010 4411');
    await operator.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(operator.getByRole('complementary', { name: 'Visitor' })).toContainText('4411');
    await operator.getByRole('button', { name: 'Close conversation' }).click();
    await operator.getByRole('alertdialog').getByRole('button', { name: /Close/ }).click();
    await expect(operator.getByText('This conversation is closed.')).toBeVisible();
  });

  const admin = await enter(clinic.admin);
  await test.step('Administrator: deletes the conversation, and reads nothing of it', async () => {
    await setup(admin, 'Live chat', 'Conversations');
    const list = admin.getByRole('table', { name: 'Closed conversations' });
    await expect(list).toContainText(conversationId);
    await expect(list).not.toContainText(/Vera|figs/);
    await list.getByRole('checkbox', { name: `Select conversation ${conversationId}` }).check();
    await admin.getByRole('button', { name: 'Delete', exact: true }).click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(admin.getByText('1 conversation moved to the recycle bin')).toBeVisible();
  });

  await test.step('Administrator: how long the audit log of chat is kept', async () => {
    await setup(admin, 'Live chat', 'Retention');
    await admin.getByRole('link', { name: 'whole audit log' }).click();
    await expect(admin.getByRole('heading', { name: 'Audit log retention' })).toBeVisible();
    await admin.getByLabel('Live chat').selectOption('forever');
    await admin.getByRole('button', { name: 'Save terms' }).click();
    await expect(admin.getByText('Terms saved')).toBeVisible();
    await admin.reload();
    await expect(admin.getByRole('combobox', { name: 'Live chat' })).toHaveValue('forever');
  });

  const officer = await enter(clinic.officer);
  await test.step('Compliance officer: finds the three audits, with Visit ID and Conversation ID', async () => {
    await audit(officer);
    await officer.getByRole('navigation', { name: 'Audit logs' }).getByRole('link', { name: 'Live chat' }).click();
    const rows = officer.getByRole('table', { name: 'Live chat audit entries' }).getByRole('row');
    for (const act of [
      'Downloaded a conversation’s attachment',
      'Moved a conversation to the recycle bin',
      'Changed a visitor’s details',
    ]) {
      const row = rows.filter({ hasText: act }).filter({ hasText: conversationId });
      await expect(row.first(), act).toBeVisible();
    }
  });

  await test.step('Compliance officer: shares it with a visitor, who opens it', async () => {
    await officer.getByRole('checkbox', { name: /Choose: Moved a conversation to the recycle bin/ }).check();
    await officer.getByRole('button', { name: 'Make an extract' }).click();
    const ask = officer.getByRole('dialog', { name: 'Make an extract' });
    await ask.getByRole('button', { name: 'Make an extract' }).click();
    const made = officer.getByRole('dialog', { name: 'The extract is made' });
    await expect(made.getByRole('code')).toHaveCount(2);
    const [link = '', secret = ''] = await made.getByRole('code').allTextContents();
    await site.goto(link);
    await site.getByLabel('Secret').fill(secret);
    await site.getByRole('button', { name: 'Open the extract' }).click();
    await expect(site.getByRole('table', { name: 'Entries' })).toContainText('Moved a conversation to the recycle bin');
  });
  await context.close();
});
