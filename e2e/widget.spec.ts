/**
 * The widget on pages of another site as they behave today: bodies that are replaced, pages that follow one another, a
 * server that is away for a while, a phone.
 */
import { devices, type FrameLocator, type Page } from '@playwright/test';
import { expect, test } from './people';
import { openSite, type Site, sitePage } from './site/site';

const QUESTION = 'May I take both pills at once?';

/** What Turbo and Astro do, and what htmx does: the way of each, without its name. */
const SWAPS: Record<string, (page: Page) => Promise<unknown>> = {
  'puts in another body': (page) =>
    page.evaluate(() => {
      const next = document.createElement('body');
      next.innerHTML = '<h1>Another page</h1><p>Its words</p>';
      document.body.replaceWith(next);
      history.pushState({}, '', '/about');
    }),
  'empties its body and fills it anew': (page) =>
    page.evaluate(() => {
      document.body.innerHTML = '<h1>Another page</h1><p>Its words</p>';
      history.pushState({}, '', '/about');
    }),
  'runs its scripts again with each body': (page) =>
    page.evaluate(() => {
      const next = document.createElement('body');
      next.innerHTML = '<h1>Another page</h1>';
      for (const old of document.querySelectorAll('script')) {
        const script = document.createElement('script');
        for (const { name, value } of old.attributes) script.setAttribute(name, value);
        next.append(script);
      }
      document.documentElement.replaceChild(next, document.body);
    }),
};

const ROOT_SWAP = (page: Page) =>
  page.evaluate(() => {
    const root = document.createElement('html');
    root.innerHTML = '<head><title>Another page</title></head><body><h1>Another page</h1></body>';
    document.documentElement.replaceWith(root);
  });

let site: Site;
test.beforeAll(async () => {
  const hides = `<script>
    window.$zoho = { salesiq: { ready: function () {
      $zoho.salesiq.floatwindow.visible('hide');
      $zoho.salesiq.chatwindow.visible('hide');
    } } };
  </script>`;
  site = await openSite('Lakeside Pages', {
    '/': sitePage('Home'),
    '/about': sitePage('About us'),
    '/hides': sitePage('Hides', hides),
  });
});
test.afterAll(() => site.close());

async function visit(page: Page): Promise<FrameLocator> {
  await page.goto(site.url);
  const widget = page.frameLocator('#careledger-chat');
  await widget.getByRole('button', { name: 'Open chat' }).click();
  await expect(widget.getByRole('dialog')).toBeVisible();
  return widget;
}

async function fillIn(widget: FrameLocator): Promise<void> {
  await widget.getByLabel('Name').fill('Vera Visitor');
  await widget.getByLabel('Email').fill('vera@visitor.example');
  await widget.getByLabel('How can we help?').fill(QUESTION);
}

async function start(widget: FrameLocator): Promise<void> {
  await fillIn(widget);
  await widget.getByRole('button', { name: /Start chat|Send message/ }).click();
  await expect(widget.getByRole('log')).toContainText(QUESTION);
}

const message = (widget: FrameLocator) => widget.getByRole('textbox', { name: 'Your message' });

for (const [how, swap] of Object.entries(SWAPS)) {
  test(`the chat goes on, open and with what was typed, on a page that ${how}`, async ({ page }) => {
    const widget = await visit(page);
    await start(widget);
    await message(widget).fill('Half a sen');
    for (let times = 0; times < 2; times += 1) {
      await swap(page);
      await expect(page.getByRole('heading', { name: 'Another page' })).toBeVisible();
      await expect(page.locator('#careledger-chat')).toHaveCount(1);
      await expect(widget.getByRole('log')).toContainText(QUESTION);
      await expect(message(widget)).toHaveValue('Half a sen');
    }
    await message(widget).fill('Half a sentence.');
    await widget.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(widget.getByRole('log').getByText('Half a sentence.')).toBeVisible();
    await expect(widget.getByText('Sending…')).toHaveCount(0);
  });
}

test('the chat comes back, open and in its conversation, on a page whose whole root is replaced', async ({ page }) => {
  const widget = await visit(page);
  await start(widget);
  await ROOT_SWAP(page);
  await expect(page.getByRole('heading', { name: 'Another page' })).toBeVisible();
  await expect(widget.getByRole('log')).toContainText(QUESTION);
  await message(widget).fill('Still here');
  await widget.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(widget.getByRole('log').getByText('Still here')).toBeVisible();
});

test('the open panel stays open over the pages of a site, and leaves the keyboard to the page', async ({ page }) => {
  const widget = await visit(page);
  await start(widget);
  for (const name of ['About us', 'Home']) {
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await page.getByLabel('Search').focus();
    await expect(widget.getByRole('log')).toContainText(QUESTION);
    await expect(page.getByLabel('Search')).toBeFocused();
  }
  await widget.getByRole('button', { name: 'Close chat' }).click();
  await page.getByRole('link', { name: 'About us' }).click();
  await expect(widget.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await expect(widget.getByRole('dialog')).toHaveCount(0);
});

test('a site whose ready hides the window closes none that the visitor has opened on the page before', async ({
  page,
}) => {
  const widget = await visit(page);
  await start(widget);
  await page.goto(`${site.url}/hides`);
  await expect(widget.getByRole('log')).toContainText(QUESTION);
  await page.evaluate(() => {
    const { $zoho } = window as unknown as { $zoho: { salesiq: { floatwindow: { visible(shown: string): void } } } };
    $zoho.salesiq.floatwindow.visible('hide');
  });
  await expect(widget.getByRole('dialog')).toHaveCount(0);
});

test('an open panel is open in its own tab only', async ({ context, page }) => {
  await visit(page);
  const other = await context.newPage();
  await other.goto(site.url);
  const widget = other.frameLocator('#careledger-chat');
  await expect(widget.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await expect(widget.getByRole('dialog')).toHaveCount(0);
});

test('a chat that begins on a page reached without loading says that page', async ({ page }) => {
  const widget = await visit(page);
  await page.evaluate(() => history.pushState({}, '', '/about?room=3'));
  const sent = page.waitForRequest((request) => request.url().endsWith('/widget/api/conversations'));
  await start(widget);
  expect((await sent).postDataJSON()).toMatchObject({ page: `${site.url}/about?room=3` });
});

/** As a server that lost its database answers. */
async function away(page: Page): Promise<() => Promise<void>> {
  const calls = '**/widget/api/**';
  await page.context().route(calls, (route) =>
    route.fulfill({
      status: 503,
      headers: { 'retry-after': '1', 'content-type': 'application/json' },
      body: '{"error":{"code":"unavailable","message":"Try again in a moment."}}',
    }),
  );
  return () => page.context().unroute(calls);
}

test('the form keeps its answers while the server is away, says so, and begins the chat by itself', async ({
  page,
}) => {
  const widget = await visit(page);
  await fillIn(widget);
  const back = await away(page);
  await widget.getByRole('button', { name: /Start chat|Send message/ }).click();
  await expect(widget.getByRole('alert')).toContainText('What you wrote is kept');
  await expect(widget.getByLabel('How can we help?')).toHaveValue(QUESTION);
  await back();
  await expect(widget.getByRole('log')).toContainText(QUESTION);
  await expect(widget.getByText('What you wrote is kept')).toHaveCount(0);
});

test('messages written while the server is away say so, and arrive once each, in their order, by themselves', async ({
  page,
}) => {
  const widget = await visit(page);
  await start(widget);
  const back = await away(page);
  for (const text of ['First', 'Second']) {
    await message(widget).fill(text);
    await widget.getByRole('button', { name: 'Send', exact: true }).click();
  }
  await expect(widget.getByText('We cannot be reached at the moment').first()).toBeVisible();
  await back();
  await expect(widget.getByText('Not sent')).toHaveCount(0);
  await expect(widget.getByText('Sending…')).toHaveCount(0);
  await page.reload();
  await expect(widget.getByRole('log')).toContainText('Second');
  const text = (await widget.getByRole('log').textContent()) ?? '';
  for (const part of ['First', 'Second']) expect(text.split(part)).toHaveLength(2);
  expect(text.indexOf('First')).toBeLessThan(text.indexOf('Second'));
});

test('a page that was loaded while the server was away has its chat, and its conversation, once it is back', async ({
  page,
}) => {
  const widget = await visit(page);
  await start(widget);
  const back = await away(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await expect(page.locator('#careledger-chat')).toBeHidden();
  await back();
  await expect(widget.getByRole('log')).toContainText(QUESTION);
});

test('a rating is kept and given while the server is away for a moment', async ({ page }) => {
  const widget = await visit(page);
  await start(widget);
  await widget.getByRole('button', { name: 'Options' }).click();
  await widget.getByRole('button', { name: 'End chat' }).click();
  await widget.getByRole('button', { name: 'End chat' }).click();
  await widget.getByRole('radio', { name: '5 of 5 stars' }).check({ force: true });
  await widget.getByLabel('Comment').fill('So kind');
  const back = await away(page);
  await widget.getByRole('button', { name: 'Send rating' }).click();
  await expect(widget.getByText('Trying again')).toBeVisible();
  await expect(widget.getByLabel('Comment')).toHaveValue('So kind');
  await back();
  await expect(widget.getByText('Thank you for your answer.')).toBeVisible();
});

test.describe('on a phone', () => {
  const { viewport, userAgent, hasTouch } = devices['iPhone 13'];
  test.use({ viewport, userAgent, hasTouch });

  test('whatever is typed into is at least 16 px, so that the page is not enlarged', async ({ page }) => {
    const widget = await visit(page);
    const small = async () => {
      const sizes = await widget
        .locator('input:not([type=checkbox], [type=radio], [hidden]), select, textarea')
        .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
      expect(sizes.length).toBeGreaterThan(0);
      return sizes.filter((size) => size < 16);
    };
    expect(await small(), 'the form').toEqual([]);
    await start(widget);
    expect(await small(), 'the composer').toEqual([]);
    await widget.getByRole('button', { name: 'Options' }).click();
    await widget.getByRole('button', { name: 'End chat' }).click();
    await widget.getByRole('button', { name: 'End chat' }).click();
    await widget.getByRole('radio', { name: '5 of 5 stars' }).check({ force: true });
    expect(await small(), 'the comment').toEqual([]);
  });
});
