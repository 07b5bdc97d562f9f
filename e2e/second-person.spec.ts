/** What one person does to the account of another waits for a third, in the browsers of all three. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { choosePassword, expect, signIn, test } from './people';

test('an administrator resets an operator’s password and signs in as them: no chat and no reveal until an officer has confirmed it', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Second Clinic', ['Date_of_Birth']);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/users');
  const row = admin.getByRole('row').filter({ hasText: clinic.operator.email });
  await row.getByRole('button', { name: 'More actions for Olga Operator' }).click();
  await admin.getByRole('menuitem', { name: 'Reset password' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Reset password' }).click();
  const shown = admin.getByRole('dialog', { name: 'Temporary password' });
  await expect(shown.getByText('reveals no health data until a second person has confirmed it')).toBeVisible();
  await expectNoViolation(admin);
  const password = (await shown.locator('code').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Done' }).click();
  await expect(row.getByText('Waits for a second person')).toBeVisible();

  const olga = await (await browser.newContext(STILL)).newPage();
  await olga.goto('/sign-in?callbackUrl=/notices');
  await signIn(olga, { email: clinic.operator.email, password });
  await choosePassword(olga, password);
  await expect(olga.getByText('Your account was changed by another person')).toBeVisible();
  await expect(olga.getByText('Ada Admin changed your account: a new password.')).toBeVisible();
  await expectNoViolation(olga);
  await olga.goto('/chat');
  await expect(olga.getByRole('heading', { name: 'You may not see this' })).toBeVisible();

  await admin.goto('/setup/approvals');
  await expect(admin.getByText('another person has to confirm it')).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Confirm' })).toHaveCount(0);

  const otto = await enter(clinic.officer, STILL);
  await otto.goto('/account');
  await otto.getByRole('link', { name: /^Notices: \d+ unread$/ }).click();
  await otto.getByRole('link', { name: /Ada Admin did something that needs your confirmation/ }).click();
  await expect(otto.getByRole('heading', { name: 'Olga Operator: a new password' })).toBeVisible();
  await expectNoViolation(otto);
  await otto.getByRole('button', { name: 'Confirm' }).click();
  await expect(otto.getByText('Nothing waits')).toBeVisible();

  await olga.goto('/chat');
  await expect(olga.getByRole('heading', { name: 'You may not see this' })).toHaveCount(0);
  await expect(olga.getByText('Your account was changed by another person')).toHaveCount(0);
  await olga.context().close();
});

test('switching the second person off waits for one, and is told', async ({ enter }) => {
  const clinic = await makeClinic('Careless Clinic');
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/security');
  const label = 'Approval of a second person before somebody can read health data by a change';
  await admin.getByLabel(label).click();
  await expect(admin.getByText('Asked: a second person has to confirm it')).toBeVisible();
  await expect(admin.getByLabel(label)).toBeChecked();
  await expect(admin.getByText('Switching it off waits for a second person')).toBeVisible();
  await expectNoViolation(admin);

  const otto = await enter(clinic.officer, STILL);
  await otto.goto('/setup/approvals');
  await otto.getByRole('button', { name: 'Stop' }).click();
  await expect(otto.getByText('Nothing waits')).toBeVisible();
  await admin.reload();
  await expect(admin.getByLabel(label)).toBeChecked();
  await expect(admin.getByText('Switching it off waits for a second person')).toHaveCount(0);
});
