/** How long the audit log is kept, and what is held, in the browsers of those who set it and of those who confirm it. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

test('a shorter term and the end of a hold wait for an officer; an operator sees neither', async ({ enter }) => {
  const clinic = await makeClinic('Retention Clinic', []);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/compliance/retention');
  await expect(admin.getByRole('heading', { level: 1, name: 'Audit log retention' })).toBeVisible();
  await expect(admin.getByText('Nothing expires tonight')).toBeVisible();
  await expect(admin.getByText('Nothing is held.')).toBeVisible();
  await expectNoViolation(admin);

  await admin.getByRole('combobox', { name: 'Live chat' }).selectOption('1 year');
  await admin.getByRole('button', { name: 'Save terms' }).click();
  const asked = admin.getByRole('alertdialog');
  await expect(asked.getByText('Nothing is that old yet.')).toBeVisible();
  await asked.getByLabel(/to confirm$/).fill('Live chat 1 year');
  await asked.getByRole('button', { name: 'Ask for shorter terms' }).click();
  await expect(admin.getByText('Shorter terms wait for a second person')).toBeVisible();

  await admin.getByRole('button', { name: 'Add a hold…' }).click();
  const hold = admin.getByRole('dialog');
  await hold.getByLabel('What is held').selectOption('org');
  await hold.getByLabel('Reason').fill('Smith v. Clinic');
  await hold.getByRole('button', { name: 'Hold' }).click();
  const holds = admin.getByRole('list', { name: 'Legal holds' });
  await expect(holds.getByText('Smith v. Clinic')).toBeVisible();
  await holds.getByRole('button', { name: 'Lift the hold of All entries' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Lift hold' }).click();
  await expect(holds.getByText('Lifting waits for approval')).toBeVisible();

  const officer = await enter(clinic.officer, STILL);
  await officer.goto('/setup/approvals');
  await expect(officer.getByText('Lift the legal hold of the whole audit log')).toBeVisible();
  await expect(officer.getByText('Keep entries of the audit log for a shorter time. Live chat: 1 year')).toBeVisible();

  const operator = await enter(clinic.operator, STILL);
  await operator.goto('/setup/compliance/retention');
  await expect(operator.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
});
