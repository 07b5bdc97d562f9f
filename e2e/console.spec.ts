/** The operators' console where a slip would reach a patient. */
import type { FrameLocator, Page } from '@playwright/test';
import { type Clinic, makeClinic } from './clinic';
import { type Enter, expect, test } from './people';

const CANNED = 'Your refill is ready at the desk, see https://clinic.example/refills.';

async function answering(enter: Enter, person: Clinic['operator']): Promise<Page> {
  const page = await enter(person);
  await page.goto('/chat');
  await page.getByRole('button', { name: 'Away' }).click();
  await page.getByRole('switch', { name: 'Available' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Available' })).toBeVisible();
  return page;
}

async function startChat(page: Page, { brand }: Clinic, question: string): Promise<FrameLocator> {
  await page.goto(`/widget/demo?brand=${brand}`);
  const widget = page.frameLocator('iframe');
  await widget.getByRole('button', { name: 'Open chat' }).click();
  await widget.getByLabel('Name').fill('Vera Visitor');
  await widget.getByLabel('Email').fill('vera@visitor.example');
  await widget.getByLabel('How can we help?').fill(question);
  await widget.getByRole('button', { name: 'Start chat' }).click();
  await expect(widget.getByRole('log')).toContainText(question);
  return widget;
}

test('a slash command never reaches the visitor: Enter waits for the list, and what it does not have is asked about', async ({
  enter,
  browser,
}) => {
  test.slow();
  const clinic = await makeClinic('Slash Clinic');
  const admin = await enter(clinic.admin);
  await admin.goto('/setup/chat/canned-responses');
  await admin
    .getByRole('button', { name: /New|Add/ })
    .first()
    .click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Short name').fill('refill');
  await dialog.getByLabel('Text').fill(CANNED);
  await dialog.getByRole('button', { name: /Save|Add/ }).click();
  await expect(dialog).toBeHidden();

  const operator = await answering(enter, clinic.operator);
  const context = await browser.newContext();
  const widget = await startChat(await context.newPage(), clinic, 'Is my refill there?');
  await operator.getByRole('list', { name: 'Waiting' }).getByRole('button', { name: 'Pick up' }).click();
  const composer = operator.getByRole('textbox', { name: 'Message' });
  await expect(composer).toBeVisible();

  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await operator.route('**/chat/**', async (route) => {
    if (route.request().method() === 'POST') await released;
    await route.continue();
  });
  await composer.fill('/refill');
  await composer.press('Enter');
  await composer.press('Enter');
  await expect(composer).toHaveValue('/refill');
  await expect(operator.getByText('Loading canned responses…')).toBeVisible();
  release();
  await expect(composer).toHaveValue(CANNED);
  await composer.press('Enter');
  const log = widget.getByRole('log', { name: 'Messages' });
  await expect(log).toContainText('Your refill is ready');

  await composer.fill('/nothing');
  await composer.press('Enter');
  const asked = operator.getByRole('alert').filter({ hasText: 'No canned response is called /nothing' });
  await expect(asked).toBeVisible();
  await composer.press('Enter');
  await asked.getByRole('button', { name: 'Keep writing' }).click();
  await expect(composer).toBeFocused();
  await composer.fill('/refill for you');
  await operator.getByRole('button', { name: 'Send', exact: true }).click();
  await operator.getByRole('button', { name: 'Send it as it is' }).click();
  await expect(log).toContainText('/refill for you');
  await expect(log).not.toContainText('/nothing');
  await expect(log.getByText('/refill', { exact: true })).toHaveCount(0);

  // Both sides see a link where a safe address stands, and it tells nothing of where it stood.
  for (const shown of [log, operator.getByRole('log', { name: 'Messages' })]) {
    const link = shown.getByRole('link', { name: 'https://clinic.example/refills' });
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  }
  await context.close();
});

test('the operator sees where the visitor is and that they left; a shared computer forgets them', async ({
  enter,
  browser,
}) => {
  test.slow();
  const clinic = await makeClinic('Presence Clinic');
  const operator = await answering(enter, clinic.operator);
  const context = await browser.newContext();
  const site = await context.newPage();
  await startChat(site, clinic, 'Are you open on Friday?');
  await operator.getByRole('list', { name: 'Waiting' }).getByRole('button', { name: 'Pick up' }).click();
  const presence = operator.getByRole('status').filter({ hasText: /On the website|Left at|Came back/ });
  await expect(presence).toHaveText('On the website');
  await site.goto(`/widget/demo?brand=${clinic.brand}&topic=friday`);
  const widget = site.frameLocator('iframe');
  await expect(operator.getByRole('complementary', { name: 'Visitor' })).toContainText('topic=friday');
  await site.goto('about:blank');
  await expect(presence).toContainText('Left at');
  await site.goto(`/widget/demo?brand=${clinic.brand}`);
  await expect(presence).toHaveText('Came back');

  const log = widget.getByRole('log', { name: 'Messages' });
  // What was open stays open from page to page.
  await expect(log).toContainText('Are you open on Friday?');
  await widget.getByRole('button', { name: 'Options' }).click();
  await widget.getByRole('button', { name: 'I am on a shared computer' }).click();
  await expect(widget.getByText('This device forgets your chat.')).toBeVisible();
  await widget.getByRole('button', { name: 'Forget it here' }).click();
  await expect(presence).toContainText('Left at');
  await site.reload();
  await widget.getByRole('button', { name: 'Open chat' }).click();
  await expect(widget.getByRole('button', { name: 'Start chat' })).toBeVisible();
  await expect(widget.getByText('Are you open on Friday?')).toHaveCount(0);
  await context.close();
});
