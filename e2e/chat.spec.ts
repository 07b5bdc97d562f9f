/**
 * Live chat as its people have it: a visitor on a website, two operators, the administrator who purges, the officer who
 * finds exactly the events of all that.
 */
import { readFile } from 'node:fs/promises';
import type { FrameLocator, Page } from '@playwright/test';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { type Clinic, makeClinic } from './clinic';
import { type Enter, expect, test } from './people';

const QUESTION = 'May I take amlodipine and grapefruit together?';
const LETTER = 'Dear Doctor, my ankles swell every evening.';
const ANSWER = 'Please leave the grapefruit out.';
const LATER = 'I was in a tunnel, hello again';

/** What the ledger has of the whole conversation, and how often. */
const ACTS = {
  'Started a conversation': 1,
  'Changed a visitor’s details': 2,
  'Picked up a conversation': 1,
  'Opened a conversation': 2,
  'Attached a file to a conversation': 2,
  'Downloaded a conversation’s attachment': 1,
  'Offered a conversation to another operator': 1,
  'Accepted a conversation from another operator': 1,
  'Closed a conversation': 1,
  'Rated a conversation': 1,
  'Moved a conversation to the recycle bin': 1,
  'Deleted a conversation for good': 1,
};

/** A browser on the clinic's website with the widget open. */
async function visit(page: Page, { brand }: Clinic): Promise<FrameLocator> {
  await page.goto(`/widget/demo?brand=${brand}`);
  const widget = page.frameLocator('iframe');
  await widget.getByRole('button', { name: 'Open chat' }).click();
  return widget;
}

async function startChat(widget: FrameLocator, question: string): Promise<void> {
  await widget.getByLabel('Name').fill('Vera Visitor');
  await widget.getByLabel('Email').fill('vera@visitor.example');
  await widget.getByLabel('How can we help?').fill(question);
  await widget.getByRole('button', { name: 'Start chat' }).click();
  await expect(widget.getByRole('log')).toContainText(question);
}

/** An operator whose console says they are there. */
async function answering(enter: Enter, person: Clinic['operator']): Promise<Page> {
  const page = await enter(person);
  await page.goto('/chat');
  await page.getByRole('button', { name: 'Away' }).click();
  await page.getByRole('switch', { name: 'Available' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Available' })).toBeVisible();
  return page;
}

const log = (page: Page) => page.getByRole('log', { name: 'Messages' });

async function send(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

test('visitor and operators talk, whatever happens to the line; nothing is left after the purge but its events', async ({
  enter,
  browser,
}) => {
  test.slow();
  const clinic = await makeClinic('Lakeside Clinic');
  const olga = await answering(enter, clinic.operator);
  const context = await browser.newContext();
  const site = await context.newPage();
  const widget = await visit(site, clinic);
  const visitorLog = widget.getByRole('log', { name: 'Messages' });

  await test.step('the visitor asks; the operator is told without a word of it, and picks up', async () => {
    await startChat(widget, QUESTION);
    const waiting = olga.getByRole('list', { name: 'Waiting' });
    await expect(waiting.getByRole('listitem')).toContainText('Visitor');
    expect(await olga.content()).not.toContain('grapefruit');
    await expect(olga).toHaveTitle(/Chat/);
    await waiting.getByRole('button', { name: 'Pick up' }).click();
    await expect(log(olga)).toContainText(QUESTION);
    await expect(widget.getByText('You are chatting with Olga Operator')).toBeVisible();
  });
  const conversationId = new URL(olga.url()).pathname.split('/').at(-1) ?? '';
  const visitIdIn = olga.locator('dt', { hasText: 'Visit ID' }).locator('xpath=following-sibling::dd[1]');
  const visitId = (await visitIdIn.textContent()) ?? '';

  await test.step('messages and files go both ways', async () => {
    await send(olga, ANSWER);
    await expect(visitorLog).toContainText(ANSWER);
    const chosen = site.waitForEvent('filechooser');
    await widget.getByRole('button', { name: 'Attach a file' }).click();
    await (await chosen).setFiles({ name: 'ankles.txt', mimeType: 'text/plain', buffer: Buffer.from(LETTER) });
    const link = log(olga).getByRole('link', { name: 'Download ankles.txt' });
    const [download] = await Promise.all([olga.waitForEvent('download'), link.click()]);
    expect(await readFile(await download.path(), 'utf8')).toBe(LETTER);
    await olga.getByLabel('File to attach').setInputFiles({
      name: 'advice.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Keep your feet up.'),
    });
    await olga
      .getByRole('button', { name: 'Send', exact: true })
      .click({ timeout: 2000 })
      .catch(() => {});
    await expect(visitorLog.getByRole('button', { name: /advice\.txt/ })).toBeVisible();
  });

  await test.step('a visitor who was cut off ends with every message, once each, in order', async () => {
    await context.setOffline(true);
    await send(olga, 'First while you were away');
    await send(olga, 'Second while you were away');
    // Kept by the server, before the visitor's comes.
    await expect(log(olga).getByText(/^(Sending…|Sent)$/)).toHaveCount(0);
    await widget.getByRole('textbox', { name: 'Your message' }).fill(LATER);
    await widget.getByRole('button', { name: 'Send', exact: true }).click();
    await context.setOffline(false);
    await expect(visitorLog).toContainText('Second while you were away');
    await expect(log(olga)).toContainText(LATER);
    const text = (await visitorLog.textContent()) ?? '';
    const places = [QUESTION, ANSWER, 'First while', 'Second while', LATER].map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    for (const part of [QUESTION, ANSWER, 'First while', LATER]) expect(text.split(part)).toHaveLength(2);
  });

  await test.step('what a detector finds is a token to another operator', async () => {
    await widget.getByRole('textbox', { name: 'Your message' }).fill('My SSN is 536-90-4399');
    await expect(widget.getByText('This may hold a private number')).toBeVisible();
    await widget.getByRole('button', { name: 'Send it sealed' }).click();
    await expect(log(olga)).toContainText('536-90-4399');
  });

  const cole = await answering(enter, clinic.colleague);
  await test.step('the operator hands over; the other accepts and answers', async () => {
    await olga.getByRole('button', { name: 'Transfer' }).click();
    const dialog = olga.getByRole('dialog', { name: 'Transfer conversation' });
    await dialog.getByRole('radio', { name: /Cole League/ }).check();
    await dialog.getByRole('button', { name: 'Offer' }).click();
    await cole.getByRole('list', { name: 'Offered to you' }).getByRole('button', { name: 'Accept' }).click();
    await expect(cole.getByRole('button', { name: 'Close conversation' })).toBeVisible();
    await send(cole, 'Cole here, I go on.');
    await expect(visitorLog).toContainText('Cole here, I go on.');
    await expect(log(cole)).toContainText('536-90-4399');
    await expect(olga.getByText('536-90-4399')).toHaveCount(0);
  });

  await test.step('the visitor’s phone is added, and the conversation closed', async () => {
    await cole.getByRole('button', { name: 'Edit phone' }).click();
    await cole.getByRole('textbox', { name: 'Phone' }).fill('+1 555 010 4477');
    await cole.keyboard.press('Enter');
    await expect(cole.getByRole('region', { name: 'Details' })).toContainText('4477');
    await cole.getByRole('button', { name: 'Close conversation' }).click();
    await cole.getByRole('alertdialog').getByRole('button', { name: 'Close conversation' }).click();
    await expect(widget.getByRole('status').getByText('This chat has ended')).toBeVisible();
    await widget.getByRole('radio', { name: '5 of 5 stars' }).check({ force: true });
    await widget.getByRole('button', { name: 'Send rating' }).click();
    await expect(widget.getByText('Thank you for your answer.')).toBeVisible();
    await expect(log(cole)).toContainText('[SSN]');
  });

  await test.step('whoever may, deletes it; the administrator, for good', async () => {
    await cole.goto('/chat?queue=closed');
    await cole.getByRole('checkbox', { name: /Select Visitor/ }).check();
    await cole.getByRole('button', { name: 'Delete' }).click();
    await cole.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(cole.getByRole('checkbox', { name: /Select Visitor/ })).toHaveCount(0);
    const admin = await enter(clinic.admin);
    await admin.goto('/setup/chat/recycle-bin');
    const bin = admin.getByRole('table', { name: 'Deleted conversations' });
    await bin.getByRole('row').nth(1).getByRole('checkbox').check();
    await admin.getByRole('button', { name: 'Delete for good' }).click();
    const dialog = admin.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('delete');
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(admin.getByText('Nothing here')).toBeVisible();
  });

  await test.step('the officer finds exactly these acts, with the ids and nothing that was said', async () => {
    const officer = await enter(clinic.officer);
    await officer.goto('/chat/audit');
    const rows = officer.getByRole('table', { name: 'Live chat audit entries' }).getByRole('row');
    const entries = rows.filter({ hasText: conversationId });
    for (const [act, times] of Object.entries(ACTS)) {
      const found = entries.filter({ has: officer.getByRole('cell', { name: act, exact: true }) });
      await expect(found, act).toHaveCount(times);
      for (const row of await found.all()) await expect(row, act).toContainText(visitId);
    }
    const all = Object.values(ACTS).reduce((sum, times) => sum + times);
    await expect(entries).toHaveCount(all);
    await expect(entries.filter({ hasText: 'name, email' })).toHaveCount(1);
    await expect(entries.filter({ hasText: 'phone' })).toHaveCount(1);
    const shown = await officer.content();
    expectAbsent(shown, 'Vera', 'vera@visitor.example', 'grapefruit', 'ankles', '+1 555 010 4477', '536-90-4399');
  });
  await context.close();
});
