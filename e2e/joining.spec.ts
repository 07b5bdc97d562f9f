/** Joining by an invitation, a forgotten password, and one person in two organisations. */
import type { Page } from '@playwright/test';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, OWN_PASSWORD, signIn, test } from './people';

const NARROW = { ...STILL, viewport: { width: 390, height: 844 } } as const;

async function setPassword(page: Page, button: string, password = OWN_PASSWORD): Promise<void> {
  await page.getByLabel(/^New password/).fill(password);
  await page.getByLabel('Repeat the new password').fill(password);
  await page.getByRole('button', { name: button }).click();
}

/** Invites somebody by a link to hand over, on the page of users. */
async function inviteByLink(admin: Page, name: string, email: string): Promise<string> {
  await admin.goto('/setup/users');
  await admin.getByRole('button', { name: 'Invite' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Invite' });
  await dialog.getByRole('switch', { name: 'Send the link by mail' }).click();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByText('Give a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Profile').selectOption({ label: 'Operator' });
  await dialog.getByLabel('Role').selectOption({ index: 2 });
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const made = admin.getByRole('dialog', { name: 'The invitation is made' });
  const link = (await made.getByRole('code').textContent()) ?? '';
  await made.getByRole('button', { name: 'Done' }).click();
  return link;
}

test('an administrator hands over a link; whoever has it chooses a password, signs in, and the link is over', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Joining Clinic');
  const admin = await enter(clinic.admin, STILL);
  const email = `nora-${Date.now()}@joining.example`;
  const link = await inviteByLink(admin, 'Nora Night', email);
  const row = admin.getByRole('table', { name: 'Invitations' }).getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Waiting');
  await expectNoViolation(admin);

  const nora = await (await browser.newContext(NARROW)).newPage();
  await nora.goto(link);
  await expect(nora.getByText(/Ada Admin invites you, Nora Night, to work with Joining Clinic/)).toBeVisible();
  await expectNoViolation(nora);
  expect(await nora.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await setPassword(nora, 'Join', 'Password2026!');
  await expect(nora.getByText('most common')).toBeVisible();
  await setPassword(nora, 'Join');
  await nora.getByRole('link', { name: 'Sign in' }).click();
  await expect(nora.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(nora, { email, password: OWN_PASSWORD });
  await expect(nora).not.toHaveURL(/sign-in/);

  await nora.goto(link);
  await nora.reload();
  await expect(nora.getByText('This invitation was used already')).toBeVisible();
  await admin.reload();
  await expect(row).toContainText('Joined');

  await inviteByLink(admin, 'Otto Other', `otto-${Date.now()}@joining.example`);
  await admin.getByRole('button', { name: 'Withdraw the invitation of Otto Other' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(admin.getByRole('row').filter({ hasText: 'Otto Other' })).toContainText('Withdrawn');
  await nora.context().close();
});

test('a forgotten password: the same answer for every address; the link in the outbox sets another and ends all sessions', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Forgetting Clinic');
  const page = await (await browser.newContext(NARROW)).newPage();
  const answer = page.getByText('If an account has this address, a link to choose a new password was sent to it');
  for (const email of ['nobody@forgetting.example', clinic.operator.email]) {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(answer).toBeVisible();
  }
  await expectNoViolation(page);

  const operator = await enter(clinic.operator);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/mail');
  await expect(admin.getByRole('row').filter({ hasText: 'nobody' })).toHaveCount(0);
  await admin.getByRole('button', { name: 'Read: Link to choose a new password to Olga Operator' }).click();
  const dialog = admin.getByRole('dialog');
  await expect(dialog.getByText(/counts as having reset it/)).toBeVisible();
  await expectNoViolation(admin);
  await dialog.getByRole('button', { name: 'Read it' }).click();
  const text = (await dialog.locator('pre').textContent()) ?? '';
  const [link = ''] = /https?:\S+/.exec(text) ?? [];
  await expectNoViolation(admin);

  await page.goto(link);
  await expectNoViolation(page);
  await setPassword(page, 'Set password');
  await expect(page.getByText(/Your password is set, and all your sessions have ended/)).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, { email: clinic.operator.email, password: OWN_PASSWORD });
  await expect(page).not.toHaveURL(/sign-in/);
  await operator.goto('/notices');
  await expect(operator).toHaveURL(/sign-in/);

  await page.goto('/notices');
  await expect(page.getByText(/A new password was chosen for your account by a link/)).toBeVisible();
  await expect(page.getByText('Ada Admin changed your account: a new password.')).toBeVisible();
  await page.goto(link);
  await setPassword(page, 'Set password');
  await expect(page.getByText('This link was used already')).toBeVisible();
  await page.context().close();
});

test('somebody with the same address and password in two organisations chooses one, and what comes by mail', async ({
  enter,
  browser,
}) => {
  const [north, south] = [await makeClinic('North Clinic'), await makeClinic('South Clinic')];
  const admin = await enter(north.admin);
  const link = await inviteByLink(admin, 'Olga Both', south.operator.email);
  const page = await (await browser.newContext(STILL)).newPage();
  await page.goto(link);
  await setPassword(page, 'Join', south.operator.password);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await signIn(page, south.operator);
  await expect(page.getByRole('group', { name: 'Which organisation?' }).getByRole('button')).toHaveText([
    'North Clinic',
    'South Clinic',
  ]);
  await expectNoViolation(page);
  await page.getByRole('button', { name: 'North Clinic' }).click();
  await expect(page).not.toHaveURL(/sign-in/);

  await page.goto('/account/notifications');
  await expect(page.getByLabel('Your account')).toBeDisabled();
  await page.getByLabel('Your records').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
  await expectNoViolation(page);
  await page.reload();
  await expect(page.getByLabel('Your records')).toBeChecked();
  await page.context().close();
});
