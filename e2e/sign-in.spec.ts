/** How a session begins and ends, beyond what people.spec.ts says. */
import { makeClinic } from './clinic';
import { DEMO, expect, signIn, test } from './people';
import { openSession } from './session';

test('a wrong password and an unknown email are refused in the same words, and the email stays', async ({ page }) => {
  await page.goto('/sign-in');
  const answer = page.getByRole('alert').filter({ hasText: 'The email or the password is not right.' });
  await signIn(page, { email: DEMO.operator.email, password: 'not the password' });
  await expect(answer).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(DEMO.operator.email);
  await page.reload();
  await signIn(page, { email: 'nobody@demo.example', password: 'not the password' });
  await expect(answer).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Enter your email and your password.')).toBeVisible();
});

test('the keyboard alone signs in', async ({ page }) => {
  await page.goto('/sign-in?callbackUrl=/account');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.keyboard.type(DEMO.officer.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(DEMO.officer.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
});

test('a session that an administrator ends is out at its next request, and can sign in again', async ({
  browser,
  enter,
}) => {
  const clinic = await makeClinic('Hillside Clinic');
  const context = await browser.newContext({ storageState: (await openSession(clinic.operator)).state });
  const operator = await context.newPage();
  await operator.goto('/m/Leads');
  await expect(operator.getByRole('heading', { level: 1, name: 'Leads' })).toBeVisible();

  const admin = await enter(clinic.admin);
  await admin.goto('/setup/users');
  await admin.getByRole('button', { name: 'More actions for Olga Operator' }).click();
  await admin.getByRole('menuitem', { name: 'End all sessions' }).click();
  await admin.getByRole('button', { name: 'End all sessions' }).click();
  await expect(admin.getByText('1 session ended')).toBeVisible();

  await operator.getByRole('navigation', { name: 'Modules' }).getByRole('link', { name: 'Accounts' }).click();
  await expect(operator.getByText('An administrator ended this session.')).toBeVisible();
  await signIn(operator, clinic.operator);
  await expect(operator.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(operator).not.toHaveURL(/sign-in/);
  await context.close();
});

test('nobody is kept out by strangers who fail at their address: a new browser works a little first, one in which they signed in before does not; each sign-in there ends the one before', async ({
  browser,
}) => {
  const clinic = await makeClinic('Ridgeway Clinic');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in?callbackUrl=/account');
  await signIn(page, clinic.operator);
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  const cookies = await context.cookies();
  const device = cookies.find(({ name }) => name === 'careledger.device');
  expect(device).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto('/sign-in');
  for (let n = 0; n < 10; n += 1) {
    await signIn(stranger, { ...clinic.operator, password: `guess ${n}` });
    await expect(stranger.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await expect(stranger.getByRole('alert').filter({ hasText: 'not right' })).toBeVisible();
    await stranger.reload();
  }
  const fresh = await (await browser.newContext()).newPage();
  await fresh.goto('/sign-in?callbackUrl=/account');
  // It may be over quickly: it is looked for from before it begins.
  const works = fresh.getByRole('status').filter({ hasText: 'Your browser works a few seconds' }).waitFor();
  await signIn(fresh, clinic.operator);
  await works;
  await expect(fresh.getByRole('heading', { name: 'Personal settings' })).toBeVisible();

  // The same browser, with the sign-in form again while its session lives: as its own form would post it.
  const csrf = await (await context.request.get('/api/auth/csrf')).json();
  const form = { csrfToken: csrf.csrfToken, ...clinic.operator, json: 'true' };
  const answer = await context.request.post('/api/auth/callback/credentials', {
    form: form as Record<string, string>,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.status()).toBe(200);
  await page.goto('/account/sessions');
  await expect(page.getByRole('heading', { name: 'My sessions' })).toBeVisible();
  // That of the new browser alone is left beside it.
  await expect(page.getByRole('button', { name: /^End the session on/ })).toHaveCount(1);
  // What was copied of the session before opens nothing.
  const old = await browser.newContext({ storageState: { cookies, origins: [] } });
  const left = await old.newPage();
  await left.goto('/account');
  await expect(left.getByText('Somebody signed in in this browser since.')).toBeVisible();
  for (const one of [context, old, stranger.context(), fresh.context()]) await one.close();
});

test('one can end the session one left open elsewhere', async ({ browser, enter }) => {
  const clinic = await makeClinic('Lakeside Clinic');
  const elsewhere = await browser.newContext({ storageState: (await openSession(clinic.officer)).state });
  const forgotten = await elsewhere.newPage();
  await forgotten.goto('/account');
  const page = await enter(clinic.officer);
  await page.goto('/account/sessions');
  await expect(page.getByText('This session')).toBeVisible();
  await page.getByRole('button', { name: /^End the session on / }).click();
  await expect(page.getByText('Session ended')).toBeVisible();
  await expect(page.getByRole('button', { name: /^End the session on / })).toHaveCount(0);
  await forgotten.goto('/account');
  await expect(forgotten).toHaveURL(/\/sign-in\?/);
  await page.reload();
  await expect(page.getByText('This session')).toBeVisible();
  await elsewhere.close();
});
