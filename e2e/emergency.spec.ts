/** Somebody opens one record in an emergency; an officer reviews it, and runs a drill. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const PHONE = '555-907-8526';

test('emergency access opens one record, is told and reviewed, and a drill leaves a report', async ({ enter }) => {
  test.slow();
  const records = [{ module: 'Contacts', values: { Last_Name: 'Bell', Phone: PHONE } }];
  const clinic = await makeClinic('Night Shift Clinic', ['Phone'], records);
  const admin = await enter(clinic.admin, STILL);
  const officer = await enter(clinic.officer, STILL);
  const doctor = await enter(clinic.colleague, STILL);

  await test.step('nobody has it until an administrator grants it, and an officer confirms', async () => {
    await doctor.goto('/emergency');
    await expect(doctor.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
    await admin.goto('/setup/profiles');
    await admin.getByRole('link', { name: 'Chat lead' }).click();
    await admin.getByRole('checkbox', { name: 'Emergency access' }).check();
    await admin.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(admin.getByText('Profile saved')).toBeVisible();
    await officer.goto('/setup/approvals');
    await officer.getByRole('button', { name: 'Confirm' }).first().click();
    await expect(officer.getByText('Nothing waits')).toBeVisible();
  });

  await test.step('the record is found, opened with a reason, and its value revealed', async () => {
    await doctor.goto('/emergency');
    await doctor.getByLabel('Whole name or value').fill('bell');
    await doctor.getByRole('button', { name: 'Find' }).click();
    await doctor.getByRole('button', { name: 'Open Bell' }).click();
    await doctor.getByRole('button', { name: 'Open the record' }).click();
    await expect(doctor.getByText('Choose a reason.')).toBeVisible();
    await doctor.getByLabel('Reason').selectOption({ label: 'The patient is in danger' });
    await doctor.getByLabel('What has happened').fill('Unconscious in room 4');
    await doctor.getByRole('button', { name: 'Open the record' }).click();
    await expect(doctor.getByRole('heading', { level: 1, name: 'Bell' })).toBeVisible();
    expect(await doctor.content()).not.toContain(PHONE);
    await doctor.getByRole('button', { name: 'Reveal Phone' }).click();
    await expect(doctor.getByText(PHONE)).toBeVisible();
    await expectNoViolation(doctor);
  });

  await test.step('the officer is told, ends it at once, and signs it off', async () => {
    await officer.goto('/notices');
    await expect(officer.getByText('opened a record of Contacts by emergency access').first()).toBeVisible();
    await officer.goto('/emergency');
    await officer.getByRole('link', { name: 'A record of Contacts' }).click();
    await officer.getByRole('button', { name: 'End now…' }).click();
    await officer.getByRole('button', { name: 'End now', exact: true }).click();
    await officer.getByLabel('Verdict').selectOption({ label: 'Justified' });
    await expectNoViolation(officer);
    await doctor.reload();
    await expect(doctor.getByText('This emergency access is over.')).toBeVisible();
    await officer.getByRole('button', { name: 'Sign off' }).click();
    await expect(officer.getByText('Justified', { exact: true }).first()).toBeVisible();
  });

  await test.step('a drill goes from grant to review, and its page says all of it', async () => {
    await officer.goto('/emergency');
    await officer.getByRole('button', { name: 'Run a drill…' }).click();
    await officer.getByRole('button', { name: 'Run drill' }).click();
    await officer.getByRole('link', { name: 'Enter' }).click();
    await expect(officer.getByText('In an emergency the record would stand here.')).toBeVisible();
    await officer.getByRole('button', { name: 'End now…' }).click();
    await officer.getByRole('button', { name: 'End now', exact: true }).click();
    await expect(officer.getByRole('heading', { level: 1, name: 'Drill of emergency access' })).toBeVisible();
    await admin.goto(new URL(officer.url()).pathname);
    await admin.getByLabel('Verdict').selectOption({ label: 'Justified' });
    await admin.getByRole('button', { name: 'Sign off' }).click();
    await expect(admin.getByRole('cell', { name: 'Reviewed emergency access' })).toBeVisible();
    await admin.setViewportSize({ width: 390, height: 844 });
    const wide = await admin.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wide).toBe(false);
  });
});
