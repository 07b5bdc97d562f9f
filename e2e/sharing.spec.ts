/** A group and a sharing rule show somebody the records of others, once a second person has confirmed it, and no longer than it is there. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

test('a sharing rule shows a group what others own, to be read only, and is taken away again', async ({ enter }) => {
  test.slow();
  const records = [{ module: 'Contacts', values: { Last_Name: 'Bell' } }];
  const clinic = await makeClinic('Sharing Clinic', ['Phone'], records);
  const admin = await enter(clinic.admin, STILL);
  const officer = await enter(clinic.officer, STILL);
  const cole = await enter(clinic.colleague, STILL);

  await test.step('in a private module one sees one’s own alone', async () => {
    await admin.goto('/setup/roles');
    await admin.getByLabel('Sharing of Contacts').selectOption({ label: 'Private' });
    await expect(admin.getByText('Sharing saved')).toBeVisible();
    await cole.goto('/m/Contacts');
    await expect(cole.getByRole('link', { name: 'Bell' })).toHaveCount(0);
  });

  await test.step('an administrator makes a group', async () => {
    await admin.goto('/setup/groups');
    await expect(admin.getByText('There is no group')).toBeVisible();
    await expectNoViolation(admin);
    await admin.getByRole('button', { name: 'Add a group' }).click();
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(admin.getByText('Choose at least one member.')).toBeVisible();
    await admin.getByLabel('Name').fill('Desk');
    await admin.getByRole('combobox', { name: 'Members' }).click();
    await admin.getByPlaceholder('Search', { exact: true }).fill('Cole');
    await admin.getByRole('option', { name: /Cole League/ }).click();
    await admin.keyboard.press('Escape');
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(admin.getByRole('table', { name: 'Groups' }).getByText('Cole League')).toBeVisible();
    await expectNoViolation(admin);
  });

  await test.step('and a rule, whose numbers are shown before, and which waits', async () => {
    await admin.goto('/setup/sharing');
    await expect(admin.getByText('There is no sharing rule')).toBeVisible();
    await admin.getByRole('button', { name: 'Add a sharing rule' }).click();
    await admin.getByLabel('Name').fill('Contacts for the desk');
    await admin.getByRole('combobox', { name: 'Module' }).selectOption({ label: 'Contacts' });
    await admin.getByLabel('Records owned by').selectOption({ label: 'Role Manager' });
    await admin.getByLabel('Are shared with').selectOption({ label: 'Group Desk' });
    await admin.getByRole('button', { name: 'Preview' }).click();
    await expect(admin.getByText('This rule would show 1 record of 2 owners to 1 person.')).toBeVisible();
    await expectNoViolation(admin);
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(admin.getByText('Waits for a second person', { exact: true })).toBeVisible();
    await cole.goto('/m/Contacts');
    await expect(cole.getByRole('link', { name: 'Bell' })).toHaveCount(0);
  });

  await test.step('until an officer has confirmed it', async () => {
    await officer.goto('/setup/approvals');
    await officer.getByRole('button', { name: 'Confirm' }).first().click();
    await expect(officer.getByText('Nothing waits')).toBeVisible();
    await cole.goto('/m/Contacts');
    await cole.getByRole('link', { name: 'Bell' }).click();
    await expect(cole.getByRole('heading', { level: 1, name: 'Bell' })).toBeVisible();
    await expect(cole.getByRole('link', { name: 'Edit' })).toHaveCount(0);
    await cole.goto('/account/access');
    await cole.getByRole('main').getByText('Contacts', { exact: true }).first().click();
    await expect(cole.getByText('by the sharing rule “Contacts for the desk”')).toBeVisible();
  });

  await test.step('deleted, it shows nothing any more', async () => {
    await admin.goto('/setup/sharing');
    await admin.getByRole('button', { name: 'Delete Contacts for the desk' }).click();
    await admin.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(admin.getByText('There is no sharing rule')).toBeVisible();
    await cole.goto('/m/Contacts');
    await expect(cole.getByRole('link', { name: 'Bell' })).toHaveCount(0);
  });
});
