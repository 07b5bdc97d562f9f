/** Accounts that nobody uses: the rule is set on Setup > Security, and Setup > Users shows whom it concerns. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

test('an administrator sets the rule of dormant accounts, is told of bad input, and finds whom it concerns', async ({
  enter,
}) => {
  const clinic = await makeClinic('Quiet Clinic', ['Last_Name'], []);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/security');
  const card = admin.getByRole('region', { name: 'Dormant accounts' });

  await test.step('fewer days to the end than to the warning are refused by name, and what was typed stays', async () => {
    await card.getByLabel('Warn after days').fill('60');
    await card.getByLabel('Deactivate after days').fill('30');
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(card.getByLabel('Deactivate after days')).toHaveAttribute('aria-invalid', 'true');
    await expect(card.getByLabel('Warn after days')).toHaveValue('60');
  });

  await test.step('a rule that holds is in force, and stands there when one comes back', async () => {
    await card.getByLabel('Deactivate after days').fill('90');
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(admin.getByText('Dormant accounts saved')).toBeVisible();
    await admin.reload();
    await expect(card.getByLabel('Warn after days')).toHaveValue('60');
    await expect(card.getByLabel('Deactivate after days')).toHaveValue('90');
    await expectNoViolation(admin);
  });

  await test.step('to wait for longer asks a second person', async () => {
    await card.getByLabel('Deactivate after days').fill('');
    await card.getByRole('button', { name: 'Save' }).click();
    await expect(admin.getByText('Asked: a second person has to confirm it')).toBeVisible();
    await expect(card.getByRole('link', { name: 'Approvals' })).toBeVisible();
  });

  await test.step('the users say when each signed in last, and which accounts are dormant', async () => {
    await admin.goto('/setup/users');
    await expect(admin.getByRole('columnheader', { name: 'Last signed in' })).toBeVisible();
    await admin.getByRole('navigation', { name: 'Which users' }).getByRole('link', { name: 'Dormant' }).click();
    await expect(admin).toHaveURL(/dormant/);
    await expect(admin.getByRole('row', { name: new RegExp(clinic.operator.email) })).toHaveCount(0);
    await admin.setViewportSize({ width: 390, height: 800 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectNoViolation(admin);
  });
});
