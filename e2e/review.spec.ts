/** The review desk: an officer looks at what the rules found, signs it off, and takes the month's report away. */
import { readFile } from 'node:fs/promises';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Review Clinic', [], []);
});

const REFUSED = 'Several refused attempts';

test('what an operator was refused several times is looked at, signed off and reported', async ({ enter }) => {
  test.setTimeout(10 * 60_000);
  const operator = await enter(clinic.operator, STILL);
  for (const path of ['/setup/users', '/setup/roles', '/setup/profiles', '/setup/security', '/audit/review']) {
    await operator.goto(path);
    await expect(operator.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
  }
  expect(await operator.content()).not.toContain('Worth a look');
  await operator.goto('/audit');
  await expect(operator.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(operator.getByRole('link', { name: 'Review', exact: true })).toHaveCount(0);

  const officer = await enter(clinic.officer, { ...STILL, colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  await officer.goto('/audit');
  await officer.getByRole('navigation', { name: 'Audit logs' }).getByRole('link', { name: 'Review' }).click();
  await expect(officer.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible();
  const list = officer.getByRole('list', { name: 'Worth a look' });
  // The worker looks every minute.
  await expect(async () => {
    await officer.reload();
    await expect(list.getByRole('heading', { name: REFUSED }).first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 5 * 60_000, intervals: [10_000] });
  await expectNoViolation(officer);
  expect(await officer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const row = list.getByRole('listitem').filter({ hasText: REFUSED }).first();
  await officer.keyboard.press('j');
  await officer.keyboard.press('x');
  await expect(officer.getByText('1 chosen')).toBeVisible();
  await officer.keyboard.press('x');
  await row.getByRole('button', { name: /^Details: Several/ }).click();
  await expect(row.getByText('Why you are shown this:')).toBeVisible();
  await expect(row.getByRole('table', { name: 'Audit log entries' })).toContainText('Was refused access');
  await expectNoViolation(officer);

  await row.getByRole('button', { name: /^Sign off: Several/ }).click();
  const dialog = officer.getByRole('dialog', { name: `Sign off: ${REFUSED}` });
  await dialog.getByLabel('Verdict').selectOption('follow_up');
  await dialog.getByRole('button', { name: 'Sign off' }).click();
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible();
  await expectNoViolation(officer);
  await dialog.getByLabel('Note').fill('She looked for the settings of her account.');
  await dialog.getByRole('button', { name: 'Sign off' }).click();
  await expect(dialog).toBeHidden();
  await officer.getByLabel('State').selectOption('follow_up');
  await expect(list.getByRole('heading', { name: REFUSED })).toBeVisible();
  // Its details are open still.
  await officer.getByRole('region', { name: 'Reviewed' }).getByRole('button', { name: 'Note' }).click();
  await expect(officer.getByText('She looked for the settings of her account.')).toBeVisible();

  await officer.getByRole('link', { name: 'Monthly report' }).click();
  await expect(officer.getByRole('table', { name: 'What was found' })).toContainText('Follow up');
  await expectNoViolation(officer);
  expect(await officer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('follow up');

  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/review');
  await admin.getByLabel('Days until an open item is overdue').fill('0');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('At least 1.')).toBeVisible();
  await admin.getByLabel('Days until an open item is overdue').fill('3');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Rules saved')).toBeVisible();
  await expectNoViolation(admin);
});
