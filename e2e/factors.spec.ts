/** Second factors, in a browser whose authenticator is Chromium's virtual one. */
import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, type Person, signIn, test } from './people';

/** A device that verifies its owner and keeps passkeys, as a laptop does. */
async function giveAuthenticator(page: Page): Promise<{ lose(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { lose: async () => void (await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })) };
}

/** A browser that has forgotten its session, at the sign-in page. */
async function comeBack(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in?callbackUrl=/account/security');
}

async function comeBackByPassword(page: Page, person: Person): Promise<void> {
  await comeBack(page);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/second-factor/);
  // What is typed before the page works is not sent by it.
  await page.waitForLoadState('load');
}

const atSecurity = (page: Page) => page.getByRole('heading', { level: 1, name: 'Second factor' });

test('a passkey is set up, signs in alone and after the password; when it is lost, a recovery code opens, and then a reset', async ({
  browser,
  enter,
}) => {
  const clinic = await makeClinic('Passkey Clinic', [], [], 'asked for');
  const context = await browser.newContext(STILL);
  const olga = await context.newPage();
  const device = await giveAuthenticator(olga);
  await olga.goto('/sign-in?callbackUrl=/account/security');
  await signIn(olga, clinic.operator);
  await expect(olga.getByText('Your organisation asks you for a second factor.')).toBeVisible();
  await expectNoViolation(olga);

  await olga.getByRole('button', { name: 'Add a passkey' }).click();
  const adding = olga.getByRole('dialog', { name: 'Add a passkey' });
  await adding.getByLabel('Name').fill('Laptop');
  await expectNoViolation(olga);
  await adding.getByRole('button', { name: 'Go on' }).click();
  const shown = olga.getByRole('dialog', { name: 'Recovery codes' });
  await expect(shown.getByRole('listitem')).toHaveCount(10);
  await expectNoViolation(olga);
  const [first = ''] = await shown.getByRole('listitem').allTextContents();
  await shown.getByRole('button', { name: 'I have kept them' }).click();
  await expect(olga.getByRole('row').filter({ hasText: 'Laptop' })).toContainText('Not yet');
  await expect(olga.getByText('10 codes are left.')).toBeVisible();
  await expect(olga.getByText('Your organisation asks you for a second factor.')).toHaveCount(0);
  await expectNoViolation(olga);

  await comeBack(olga);
  await olga.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(atSecurity(olga)).toBeVisible();

  // A password alone opens nothing: no page, no route.
  await comeBackByPassword(olga, clinic.operator);
  await expectNoViolation(olga);
  for (const path of ['/', '/m/Contacts', '/account', '/chat', '/new-password']) {
    await olga.goto(path);
    await expect(olga).toHaveURL(/\/second-factor/);
  }
  expect((await olga.request.get('/api/notices')).status()).not.toBe(200);
  await olga.goto('/account/security');
  await olga.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(atSecurity(olga)).toBeVisible();

  await device.lose();
  await comeBackByPassword(olga, clinic.operator);
  await olga.getByLabel('Recovery code').fill('aaaaa-bbbbb-ccccc');
  await olga.getByRole('button', { name: 'Continue' }).click();
  await expect(olga.getByRole('alert').filter({ hasText: 'This code is not right' })).toBeVisible();
  await olga.getByLabel('Recovery code').fill(first);
  await olga.getByRole('button', { name: 'Continue' }).click();
  await expect(olga.getByText('9 codes are left.')).toBeVisible();

  const ada = await enter(clinic.admin, STILL);
  await ada.goto('/setup/users');
  await ada.getByRole('button', { name: 'More actions for Olga Operator' }).click();
  await ada.getByRole('menuitem', { name: 'Reset second factors' }).click();
  const asked = ada.getByRole('alertdialog');
  await asked.getByRole('button', { name: 'Reset second factors' }).click();
  await expect(asked.getByText('Say how you know.')).toBeVisible();
  await asked.getByLabel('How do you know that it is them who ask?').selectOption('They stand before me');
  await asked.getByRole('button', { name: 'Reset second factors' }).click();
  await expect(ada.getByText('Reset. A second person has to confirm it.')).toBeVisible();

  await olga.goto('/account');
  await expect(olga.getByText('An administrator ended this session.')).toBeVisible();
  await comeBack(olga);
  await signIn(olga, clinic.operator);
  await expect(olga.getByText('None yet')).toBeVisible();
  await expect(olga.getByText('Your account was changed by another person')).toBeVisible();
  await context.close();
});

test('after the days of grace signing in leads to setting one up, and nowhere else', async ({ browser, enter }) => {
  const clinic = await makeClinic('Strict Clinic', [], [], 'asked for');
  const ada = await enter(clinic.admin, STILL);
  await ada.goto('/setup/security');
  await expectNoViolation(ada);
  await ada.getByLabel('Days of grace').fill('0');
  await ada.locator('#second-factor').getByRole('button', { name: 'Save' }).click();
  await expect(ada.getByText('Second factors saved')).toBeVisible();

  const context = await browser.newContext(STILL);
  const otto = await context.newPage();
  await otto.goto('/sign-in?callbackUrl=/audit');
  await signIn(otto, clinic.officer);
  await expect(otto.getByText('Set up a second factor')).toBeVisible();
  await expectNoViolation(otto);
  await otto.goto('/account/security');
  await expect(otto).toHaveURL(/\/second-factor/);
  await otto.getByRole('button', { name: 'Add an authenticator app' }).click();
  const adding = otto.getByRole('dialog', { name: 'Add an authenticator app' });
  const secret = (await adding.locator('code').textContent()) ?? '';
  await expectNoViolation(otto);
  await adding.getByLabel('Code of the app').fill('000000');
  await adding.getByRole('button', { name: 'Add' }).click();
  await expect(adding.getByText('This code is not right.')).toBeVisible();
  await adding.getByLabel('Code of the app').fill(generateSync({ secret }));
  await adding.getByRole('button', { name: 'Add' }).click();
  await otto.getByRole('button', { name: 'I have kept them' }).click();
  await expect(atSecurity(otto)).toBeVisible();
  await otto.goto('/audit');
  await expect(otto.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await context.close();
});

test('an act that asks for it shows one dialog, and goes on by itself once it is answered', async ({ browser }) => {
  const clinic = await makeClinic('Fresh Clinic', [], [], 'asked for');
  const context = await browser.newContext(STILL);
  const ada = await context.newPage();
  await ada.goto('/sign-in?callbackUrl=/setup/security');
  await signIn(ada, clinic.admin);
  const card = ada.locator('#second-factor');
  const minutes = ada.getByLabel('Minutes that it counts as fresh');
  await minutes.fill('1');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(ada.getByText('Second factors saved')).toBeVisible();
  await ada.waitForTimeout(61_000);

  const days = ada.getByLabel('Days of grace');
  await days.fill('7');
  await card.getByRole('button', { name: 'Save' }).click();
  const asking = ada.getByRole('dialog', { name: 'Is it you?' });
  await asking.getByLabel('Password').fill('not the password');
  await expectNoViolation(ada);
  await asking.getByRole('button', { name: 'Continue' }).click();
  await expect(asking.getByText('This is not your password.')).toBeVisible();
  await asking.getByRole('button', { name: 'Close' }).click();
  await expect(card.getByRole('alert').filter({ hasText: 'Show once more that it is you' })).toBeVisible();

  await card.getByRole('button', { name: 'Save' }).click();
  await asking.getByLabel('Password').fill(clinic.admin.password);
  await asking.getByRole('button', { name: 'Continue' }).click();
  await expect(ada.getByText('Second factors saved')).toBeVisible();
  await expect(asking).toHaveCount(0);
  await ada.reload();
  await expect(days).toHaveValue('7');

  // Less is asked by it: somebody else has to say so too.
  await minutes.fill('2');
  await card.getByRole('button', { name: 'Save' }).click();
  await expect(ada.getByText('Asked: a second person has to confirm it')).toBeVisible();
  await ada.reload();
  await expect(minutes).toHaveValue('1');
  await expect(card.getByText(/waits for a second person/)).toBeVisible();
  await expectNoViolation(ada);
  await context.close();
});
