/** Where one is after signing in: what waits for each of the three people, and nothing that they may not see. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, signIn, test } from './people';

const TODAY = new Date().toISOString().slice(0, 10);

test('each of the three people lands at home, and finds there what waits for them', async ({ page, enter }) => {
  test.slow();
  const clinic = await makeClinic(
    'Homely Clinic',
    ['Last_Name'],
    [
      { module: 'Tasks', values: { Subject: 'Call the pharmacy', Due_Date: '2024-01-02', Status: 'Not Started' } },
      { module: 'Tasks', values: { Subject: 'Send the letter', Due_Date: TODAY, Status: 'Completed' } },
      { module: 'Contacts', values: { Last_Name: 'Zqpatient', Title: 'Welder' } },
    ],
  );

  await test.step('the operator, by the sign-in form', async () => {
    await page.goto('/sign-in');
    await signIn(page, clinic.operator);
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    const tasks = page.getByRole('region', { name: 'My tasks' });
    await expect(tasks.getByRole('link', { name: 'Call the pharmacy' })).toBeVisible();
    await expect(tasks.getByText('Overdue', { exact: true })).toBeVisible();
    await expect(tasks.getByText('Send the letter')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Today' }).getByText('No meeting and no call today.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Chats' }).getByRole('link', { name: /Waiting/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Recent records' }).getByText(/^Contact \d{6}$/)).toBeVisible();
    await expect(page.getByRole('region', { name: 'To review' })).toHaveCount(0);
    expect(await page.content()).not.toContain('Zqpatient');
    await tasks.getByRole('link', { name: 'Call the pharmacy' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Call the pharmacy' })).toBeVisible();
  });

  await test.step('the administrator', async () => {
    const admin = await enter(clinic.admin, STILL);
    await admin.goto('/');
    await expect(admin.getByRole('region', { name: 'Needs attention' }).getByText(/never signed in/)).toBeVisible();
    await expect(admin.getByRole('region', { name: 'Chats' })).toHaveCount(0);
    expect(await admin.content()).not.toContain('Zqpatient');
    await expectNoViolation(admin);
    await admin.setViewportSize({ width: 390, height: 800 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectNoViolation(admin);
  });

  await test.step('the officer', async () => {
    const officer = await enter(clinic.officer, STILL);
    await officer.goto('/');
    await expect(
      officer.getByRole('region', { name: 'To review' }).getByRole('link', { name: 'Review desk' }),
    ).toBeVisible();
    await expect(officer.getByRole('region', { name: 'Agreements' }).getByText('None ends soon.')).toBeVisible();
    await expect(officer.getByRole('region', { name: 'My tasks' })).toHaveCount(0);
    await expectNoViolation(officer);
  });
});

test('somebody arranges their home by keys, and an administrator the bar of a profile', async ({ enter }) => {
  const clinic = await makeClinic('Arranged Clinic', ['Last_Name'], []);
  const operator = await enter(clinic.operator, STILL);
  const admin = await enter(clinic.admin, STILL);
  const titles = () => operator.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();

  await test.step('the operator brings a card to the front, and leaves one out', async () => {
    await operator.goto('/');
    await expect(operator.getByRole('region', { name: 'My tasks' })).toBeVisible();
    const [first, second, ...others] = await titles();
    await operator.getByRole('button', { name: 'Arrange' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Arrange home' });
    await dialog.getByRole('button', { name: `Move ${second} up` }).press('Enter');
    // It cannot go further: the other button has the focus now.
    await expect(dialog.getByRole('button', { name: `Move ${second} down` })).toBeFocused();
    await expect(dialog.getByRole('status')).toHaveText(`${second} is 1 of ${others.length + 2}`);
    await dialog.getByRole('checkbox', { name: 'Notices' }).uncheck();
    await expectNoViolation(operator);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual([second, first]);
    await expect(operator.getByRole('region', { name: 'Notices' })).toHaveCount(0);
    await operator.reload();
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual([second, first]);
  });

  await test.step('and has it as it was', async () => {
    await operator.getByRole('button', { name: 'Arrange' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Arrange home' });
    await dialog.getByRole('button', { name: 'As at first' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(operator.getByRole('region', { name: 'Notices' })).toBeVisible();
  });

  await test.step('the administrator leaves a module out of the bar of operators, who still may open it', async () => {
    await admin.goto('/setup/profiles');
    await admin.getByRole('link', { name: 'Operator' }).click();
    const card = admin.getByRole('region', { name: 'Modules in the bar' });
    await card.getByRole('checkbox', { name: 'Leads' }).uncheck();
    await card.getByRole('button', { name: 'Move Contacts up' }).click();
    await card.getByRole('button', { name: 'Save the bar' }).click();
    await expect(admin.getByText('Saved')).toBeVisible();
    await operator.goto('/');
    const bar = operator.getByRole('navigation', { name: 'Modules' });
    await expect(bar.getByRole('link').first()).toHaveText('Contacts');
    await expect(bar.getByRole('link', { name: 'Leads' })).toHaveCount(0);
    await operator.goto('/m/Leads');
    await expect(operator.getByRole('heading', { level: 1, name: 'Leads' })).toBeVisible();
  });
});
