/** Connected apps: an administrator connects one, chooses what it gets, and sees what became of each record and why. */
import { type Hook, SECRET, startHook } from '@/lib/apps/testing/hook';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

let hook: Hook;
test.beforeAll(async () => {
  hook = await startHook();
});
test.afterAll(() => hook.close());

test('a webhook gets records without the marked field that no agreement covers; the switch, the map and the record say why', async ({
  enter,
}) => {
  const clinic = await makeClinic('App Clinic', ['Phone']);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/apps');
  await expect(admin.getByText('Nothing is connected')).toBeVisible();
  await expectNoViolation(admin);

  await admin.getByRole('button', { name: 'Connect Webhook' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Connect Webhook' });
  await dialog.getByLabel('Name').fill('Lab');
  await dialog.getByLabel(/^Address/).fill(hook.address);
  await dialog.getByLabel('Private addresses that are meant').fill('127.0.0.1');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog.getByText('Give the Signing secret.')).toBeVisible();
  await dialog.getByLabel(/^Signing secret/).fill(SECRET);
  await expectNoViolation(admin);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible();
  expect(await admin.content()).not.toContain(SECRET);

  await admin.getByRole('button', { name: 'Add a module' }).click();
  const mapping = admin.getByRole('dialog', { name: 'What Lab gets' });
  await mapping.getByLabel('Module').selectOption({ label: 'Contacts' });
  await mapping.getByRole('button', { name: 'Add a field' }).click();
  await mapping.getByLabel('Field 3').selectOption({ label: 'Phone' });
  await mapping.getByLabel('Where Phone goes').fill('phone');
  await expectNoViolation(admin);
  await mapping.getByRole('button', { name: 'Save' }).click();
  const gets = admin.getByRole('table', { name: 'What it gets' });
  await expect(gets.getByText('Sent without marked fields')).toBeVisible();
  await expect(gets.getByText('Phone, withheld')).toBeVisible();

  await admin.getByRole('button', { name: 'Test' }).click();
  await expect(admin.getByText('The app answered: address and credentials are right.')).toBeVisible();
  await expect(admin.getByText('webhook-signature: ••••')).toBeVisible();
  await admin.getByRole('button', { name: 'Close' }).first().click();

  const operator = await enter(clinic.operator, STILL);
  await operator.goto('/m/Contacts/new');
  await operator.getByLabel(/^Last Name/).fill('Applestone');
  await operator
    .getByLabel(/^Phone/)
    .first()
    .fill('555-0142');
  await operator.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Applestone' })).toBeVisible();
  await expect.poll(() => hook.received.filter(({ type }) => type === 'contacts.created').length).toBe(1);
  const sent = hook.received.find(({ type }) => type === 'contacts.created');
  expect(sent?.values).toMatchObject({ Last_Name: 'Applestone' });
  expect(sent?.body).not.toContain('555-0142');

  await operator.reload();
  await operator.getByRole('button', { name: 'What would Lab receive?' }).click();
  const simulated = operator.getByRole('dialog', { name: 'What would Lab receive?' });
  await expect(simulated.getByText(/no agreement in force covers this app/)).toBeVisible();
  await expect(simulated.getByRole('row', { name: /Phone/ }).getByText('Withheld')).toBeVisible();
  await expect(simulated.getByRole('row', { name: /Last Name/ }).getByText('Applestone')).toBeVisible();
  await expectNoViolation(operator);

  await admin.reload();
  const history = admin.getByRole('table', { name: 'History' });
  await expect(history.getByText('Sent without marked fields')).toBeVisible();
  await expect(history.getByText('Withheld: Phone')).toBeVisible();
  await expectNoViolation(admin);

  await admin.goto('/setup/compliance/hipaa');
  await expect(admin.getByRole('img', { name: /Lab gets records without marked fields/ })).toBeVisible();
  const flow = admin.getByRole('table', { name: 'What flows to connected apps' });
  await expect(flow.getByRole('row', { name: /Lab/ })).toContainText('None in force');
  await expectNoViolation(admin);
});

test('an officer may look at connected apps and change nothing; an operator does not see them', async ({ enter }) => {
  const clinic = await makeClinic('Pausing Clinic');
  const officer = await enter(clinic.officer, STILL);
  await officer.goto('/setup/apps');
  await expect(officer.getByText('Nothing is connected')).toBeVisible();
  await expect(officer.getByRole('button', { name: 'Connect Webhook' })).toHaveCount(0);
  const operator = await enter(clinic.operator, STILL);
  await operator.goto('/setup/apps');
  await expect(operator.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
});
