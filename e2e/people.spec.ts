/** Signing in and out, sessions, users: what people do, in a real browser. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoViolation } from './axe';
import { DEMO_PASSWORD } from './fixtures';
import { choosePassword } from './people';

async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** A browser of one's own, signed in. */
async function enter(browser: Browser, email: string, password = DEMO_PASSWORD): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto('/sign-in?callbackUrl=/account');
  await signIn(page, email, password);
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  return page;
}

test('who is not signed in is sent to sign in, and back to where they wanted', async ({ page }) => {
  await page.goto('/setup/users');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsetup%2Fusers$/);
  await expect(page.getByLabel('Email')).toBeFocused();
  await signIn(page, 'admin@demo.example', 'not the password');
  await expect(page.getByRole('alert').filter({ hasText: 'password' })).toHaveText(
    'The email or the password is not right.',
  );
  await signIn(page, 'admin@demo.example');
  await expect(page).toHaveURL(/\/setup\/users$/);
  await expect(page.getByRole('heading', { name: 'Users', exact: true })).toBeVisible();
});

test('a link that leads elsewhere after signing in leads to our start', async ({ page, baseURL }) => {
  await page.goto('/sign-in?callbackUrl=https://evil.example/');
  await signIn(page, 'operator@demo.example');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(page).toHaveURL(`${baseURL}/`);
});

test('scripts never get the session: its cookie is HttpOnly and next-auth tells them nothing', async ({ browser }) => {
  const page = await enter(browser, 'operator@demo.example');
  const cookies = await page.context().cookies();
  expect(cookies.find((cookie) => cookie.name === 'careledger.session')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  });
  expect(await page.evaluate(() => document.cookie)).toBe('');
  for (const path of ['session', 'signin', 'signout', '_log']) {
    expect((await page.request.get(`/api/auth/${path}`)).status()).toBe(404);
  }
});

test('signing out ends the session, not only the cookie', async ({ browser }) => {
  const page = await enter(browser, 'operator@demo.example');
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'You are signed out.' })).toBeVisible();
  await page.context().addCookies(cookies);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in\?reason=signed_out/);
});

test('nobody there: a warning two minutes before, then signed out with the reason', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.clock.install();
  await page.goto('/sign-in?callbackUrl=/account');
  await signIn(page, 'officer@demo.example');
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  // Once the server is told of a key, the page is alive and its clock runs.
  let told = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') told += 1;
  });
  const pressed = async () => {
    await page.keyboard.press('Shift');
    await page.clock.runFor('00:10');
    return told;
  };
  await expect.poll(pressed).toBeGreaterThan(0);
  // Of the last key too.
  await page.clock.runFor('01:10');
  await page.clock.fastForward('13:30');
  const warning = page.getByRole('dialog', { name: 'Are you still there?' });
  await warning.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(warning).toBeHidden();
  await page.clock.fastForward('15:01');
  await expect(page).toHaveURL(/\/sign-in\?reason=idle/);
  await expect(page.getByText('You were signed out because nothing happened for a while.')).toBeVisible();
});

test('a user is added, works, sees what they may, and is out at once when deactivated', async ({ browser }) => {
  const email = `nora-${Date.now()}@demo.example`;
  const admin = await enter(browser, 'admin@demo.example');
  await admin.goto('/setup/users');
  await admin.getByRole('button', { name: 'Add user' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Add user' });
  await dialog.getByRole('button', { name: 'Add user' }).click();
  await expect(dialog.getByText('Give a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Nora Night');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Profile').selectOption({ label: 'Operator' });
  await dialog.getByLabel('Role').selectOption({ index: 2 });
  await dialog.getByRole('button', { name: 'Add user' }).click();
  const shown = admin.getByRole('dialog', { name: 'Temporary password' });
  const password = (await shown.locator('code').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Done' }).click();

  const nora = await (await browser.newContext()).newPage();
  await nora.goto('/sign-in');
  await signIn(nora, email, password);
  await expect(nora).toHaveURL(/\/new-password/);
  await expectNoViolation(nora);
  // Nothing else before they have a password of their own: no page, no route.
  for (const path of ['/', '/setup/users', '/m/Contacts', '/account', '/chat']) {
    await nora.goto(path);
    await expect(nora).toHaveURL(/\/new-password/);
  }
  expect((await nora.request.get('/api/notices')).status()).not.toBe(200);
  await choosePassword(nora, password, 'Password2026!');
  await expect(nora.getByText('most common')).toBeVisible();
  await choosePassword(nora, password);
  await expect(nora).not.toHaveURL(/\/new-password/);
  await nora.goto('/setup/users');
  await expect(nora.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
  await expect(nora.getByText(email)).toHaveCount(0);

  const row = admin.getByRole('row').filter({ hasText: email });
  await row.getByRole('button', { name: 'More actions for Nora Night' }).click();
  await admin.getByRole('menuitem', { name: 'Deactivate' }).click();
  await admin.getByRole('button', { name: 'Deactivate' }).click();
  await expect(row.getByText('Deactivated')).toBeVisible();
  await nora.goto('/account');
  await expect(nora.getByText('An administrator ended this session.')).toBeVisible();
});

test('every page carries a policy under which only its own scripts run', async ({ page }) => {
  const broken: string[] = [];
  page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  page.on('pageerror', (error) => broken.push(error.message));
  const answer = await page.goto('/sign-in');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(answer?.headers()['cache-control']).toContain('no-store');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const ran = await page.evaluate(() => {
    const script = document.createElement('div');
    script.innerHTML = '<img src="data:," onerror="window.injected = true">';
    document.body.append(script);
    return new Promise((done) => setTimeout(() => done('injected' in window), 300));
  });
  expect(ran).toBe(false);
  expect(broken.filter((line) => !line.includes('Content Security Policy'))).toEqual([]);
});
