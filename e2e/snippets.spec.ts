/**
 * Snippets as sites that used SalesIQ have them (`e2e/site/fixtures`), each on a page of another site: it runs whole, and
 * does what it can do here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from '@playwright/test';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { expectNoViolation } from './axe';
import { expect, test } from './people';
import { openSite, type Site, sitePage } from './site/site';

const FOLDER = join('e2e', 'site', 'fixtures');
const NAMES = readdirSync(FOLDER).map((file) => file.replace('.html', ''));

interface Seen {
  page: Page;
  widget: FrameLocator;
  site: Site;
}

const marks = (page: Page) => page.evaluate(() => (window as unknown as { marks: string[] }).marks);
const info = (page: Page) =>
  page.evaluate(() => {
    const { $zoho } = window as unknown as { $zoho: { salesiq: { visitor: { info(): Record<string, string> } } } };
    return $zoho.salesiq.visitor.info();
  });
const launcher = (widget: FrameLocator) => widget.getByRole('button', { name: 'Open chat' });
const open = async (widget: FrameLocator) => {
  await launcher(widget).click();
  await expect(widget.getByRole('dialog')).toBeVisible();
};
const frameOf = (page: Page) => page.locator('#careledger-chat');
const boxOf = async (page: Page) => {
  const box = await frameOf(page).boundingBox();
  if (!box) throw new Error('The chat is not on the page.');
  return box;
};
const calls = async ({ site }: Seen): Promise<string[]> => {
  const rows = await site.sql<{ path: string }[]>`
    select path from chat_unknown_calls where brand_id = ${site.brand.split('-')[1] ?? ''} order by path`;
  return rows.map(({ path }) => path);
};

/** By fixture: what it has to do besides running whole. */
const EFFECTS: Record<string, (seen: Seen) => Promise<void>> = {
  async internalready({ page, widget }) {
    await expect(frameOf(page)).toBeHidden();
    await expect(launcher(widget)).toBeHidden();
  },
  async 'unknown-calls'(seen) {
    const { page, widget } = seen;
    await open(widget);
    await expect(widget.getByLabel('Name')).toHaveValue('Vera Visitor');
    expect(await marks(page)).toEqual(['answered', 'whole']);
    await expect.poll(() => calls(seen)).toContain('foo.bar.baz');
    const listed = await calls(seen);
    expect(listed).toEqual(
      expect.arrayContaining([
        ...['Banner', 'Banner.show', 'chat.logo', 'chat.setPosition', 'floatbutton.coin.hidetooltip', 'foo.bar.baz'],
        ...['floatbutton.onlineicon.src', 'greeting.message', 'tracking.forcesecure', 'visitor.trigger'],
      ]),
    );
    expectAbsent(listed.join(), 'Vera', '536-90-4399');
  },
  async 'unique-id'({ page }) {
    const given = page.locator('[name=LDTuvid]');
    await expect(given).toHaveValue(/^[0-9a-f]{32}$/);
    const id = await given.inputValue();
    expect(await info(page)).toEqual({ 'Unique ID': id });
    await page.reload();
    await expect(given, 'the same on each page of the site').toHaveValue(id);
  },
  async 'custom-fields'({ page, widget }) {
    await expect.poll(() => marks(page)).toEqual(['whole', 'added null', 'callback']);
    await open(widget);
    await expect(widget.getByLabel('Preferred clinic')).toHaveAttribute('placeholder', 'Where do you usually go?');
    await expect(widget.getByLabel('Visit')).toContainText('Follow-up');
  },
  async standing({ page, widget, site }) {
    await expect.poll(() => marks(page)).toEqual(['whole', 'offline']);
    await open(widget);
    await expect(widget.getByLabel('Email')).toHaveAttribute('placeholder', 'Where we can reach you');
    await site.answer();
    await page.reload();
    await expect.poll(() => marks(page)).toEqual(['whole', 'online']);
    await site.sql`update chat_operators set available = false where org_id = ${site.brand.split('-')[0] ?? ''}`;
  },
  async events({ page, widget }) {
    await open(widget);
    await widget.getByLabel('Name').fill('Vera Visitor');
    await widget.getByLabel('Email').fill('vera@visitor.example');
    await widget.getByLabel('How can we help?').fill('Is metoprolol safe?');
    await widget.getByRole('button', { name: 'Send message' }).click();
    await expect(widget.getByRole('log')).toContainText('metoprolol');
    await widget.getByRole('button', { name: 'Options' }).click();
    await widget.getByRole('button', { name: 'End chat' }).click();
    await widget.getByRole('button', { name: 'End chat' }).click();
    await expect(widget.getByText('This chat has ended').first()).toBeVisible();
    await widget.getByRole('button', { name: 'Close chat' }).click();
    const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[][] }).heard);
    await expect
      .poll(async () => (await heard()).map(([name]) => name).sort())
      .toEqual(['agentsoffline', 'chatcomplete', 'click', 'close', 'complete', 'offlineMessage', 'open']);
    for (const [, visitId, data] of await heard()) expect(data).toEqual({ visitid: visitId });
    expect(JSON.stringify(await heard())).not.toMatch(/Vera|visitor\.example|metoprolol/);
  },
  async 'float-button'({ page, widget }) {
    await expect(launcher(widget)).toBeVisible();
    expect(await boxOf(page)).toMatchObject({ x: 0, y: 0 });
    await open(widget);
    expect(await boxOf(page)).toMatchObject({ x: 0, y: 0, width: 408 });
  },
  async coordinates({ page, widget }) {
    await expect(launcher(widget)).toBeVisible();
    const { x, y, width, height } = await boxOf(page);
    const { clientWidth, clientHeight } = await page.evaluate(() => {
      const { clientWidth, clientHeight } = document.documentElement;
      return { clientWidth, clientHeight };
    });
    expect({ right: clientWidth - x - width, bottom: clientHeight - y - height }).toEqual({ right: 40, bottom: 100 });
  },
  async 'chat-button'(seen) {
    await expect(seen.widget.getByText('Leave your message', { exact: true })).toBeVisible();
    await expect.poll(async () => (await boxOf(seen.page)).width).toBeGreaterThan(150);
    await expect.poll(() => calls(seen)).toEqual(expect.arrayContaining(['chatbutton.icon', 'chatbutton.width']));
  },
  async titles({ widget }) {
    await open(widget);
    await expect(widget.getByRole('heading', { name: 'Leave us a message' })).toBeVisible();
  },
  async settings(seen) {
    await open(seen.widget);
    await expect(seen.widget.getByLabel('Email')).toHaveValue('vera@visitor.example');
    const named = ['domain', 'privacy.updateCookieConsent', 'set.home.widgets', 'soundnotification'];
    await expect.poll(() => calls(seen)).toEqual(expect.arrayContaining([...named, 'soundnotification.enable']));
  },
  async theme(seen) {
    await expect(launcher(seen.widget)).toHaveCSS('background-color', 'rgb(51, 102, 153)');
    await expect.poll(() => calls(seen)).toContain('chat.theme');
  },
  async 'trigger-message'({ page, widget }) {
    await page.getByRole('button', { name: 'Book' }).click();
    await expect(widget.getByLabel('How can we help?')).toHaveValue('Book a visit');
    await expect(widget.getByRole('log')).toHaveCount(0);
  },
  async 'custom-action'({ page }) {
    expect(await info(page)).toEqual({
      'Custom actions': 'Track-Signup-button',
      Band: 'Premium',
      Branch: 'Lakeside',
      'Visitor ID': 'C-17',
    });
  },
  async 'custom-html'({ page, widget }) {
    await expect(page.getByRole('button', { name: 'Leave a message' })).toBeVisible();
    await expect(launcher(widget)).toBeHidden();
    await page.getByRole('button', { name: 'Leave a message' }).press('Enter');
    await expect(widget.getByRole('dialog')).toBeVisible();
    expect(await marks(page)).toEqual(['whole', 'offline click']);
  },
  async 'float-ls'(seen) {
    await open(seen.widget);
    await expect(seen.widget.getByLabel('Name')).toHaveValue('Vera Visitor');
    await expect.poll(() => calls(seen)).toContain('chat.floatingwindow');
  },
  async 'either-name'({ page, widget }) {
    await expect(launcher(widget)).toBeHidden();
    await page.getByRole('button', { name: 'Ask about this' }).click();
    await expect(widget.getByLabel('How can we help?')).toHaveValue('Is this in stock?');
    await expect(widget.getByLabel('Email')).toHaveValue('vera@visitor.example');
    expect(await marks(page)).toEqual(['whole', 'asked']);
  },
  async 'own-parts'(seen) {
    await open(seen.widget);
    await expect(seen.widget.getByLabel('Name')).toHaveValue('Vera Visitor');
    await expect
      .poll(() => calls(seen))
      .toEqual(expect.arrayContaining(['$ZSIQChat.init', '$ZSIQWidget.handleCallBacks']));
  },
  async twice({ page, widget }) {
    await expect(frameOf(page)).toHaveCount(1);
    await open(widget);
    await expect(widget.getByLabel('Name')).toHaveValue('Vera Visitor');
  },
};

let site: Site;
test.beforeAll(async () => {
  const pages = NAMES.map((name) => [`/${name}`, fixture(name)] as const);
  site = await openSite('Lakeside Snippets', Object.fromEntries(pages));
});
test.afterAll(() => site.close());

/** Without the site's own tag: the snippet brings the widget. */
const fixture = (name: string): string =>
  sitePage(name, readFileSync(join(FOLDER, `${name}.html`), 'utf8')).replace(/<script src="[^"]*" data-brand.*\n/, '');

test('every snippet has an effect that is looked at', () => {
  expect(Object.keys(EFFECTS).sort()).toEqual([...NAMES].sort());
});

for (const name of NAMES) {
  test(`a snippet of SalesIQ's on another site runs whole and has its effect: ${name}`, async ({ page }) => {
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`${site.url}/${name}`);
    await expect.poll(() => marks(page), 'the last line of its ready').toContain('whole');
    await EFFECTS[name]?.({ page, widget: page.frameLocator('#careledger-chat'), site });
    expect(faults).toEqual([]);
  });
}

test('the administrator reads what a site calls and we do not have, and empties the list', async ({ page, enter }) => {
  await page.goto(`${site.url}/unknown-calls`);
  await expect.poll(() => calls({ page, widget: page.frameLocator('#careledger-chat'), site })).toContain('chat.logo');
  const admin = await enter(site.admin);
  await admin.goto(`/setup/chat/brands/${site.brand.split('-')[1]}`);
  const card = admin.getByRole('region', { name: 'Your site calls what we do not have' });
  const row = card.getByRole('row').filter({ has: admin.getByRole('cell', { name: 'chat.logo', exact: true }) });
  await expect(row).toContainText('The picture is the brand’s, set on this page.');
  await expect(card).not.toContainText('Vera');
  await expectNoViolation(admin);
  await card.getByRole('button', { name: 'Empty the list' }).click();
  await expect(card).toContainText('Nothing so far');
});
