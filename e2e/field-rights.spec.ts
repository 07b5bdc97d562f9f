/** An administrator hides a field from a profile: whoever has it finds it nowhere, and a page says why. */
import { readFile } from 'node:fs/promises';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const HELD = 'Zqsurgeon';

test('a hidden field is on no page, in no list, filter or file, and the page of what one can see says why', async ({
  enter,
}) => {
  test.slow();
  const records = [{ module: 'Contacts', values: { Last_Name: 'Bell', Title: HELD, Email: 'bell@clinic.example' } }];
  const clinic = await makeClinic('Front Desk Clinic', [], records);
  const colleague = await enter(clinic.colleague, STILL);
  await colleague.goto('/m/Contacts?columns=Title,Email');
  await expect(colleague.getByRole('cell', { name: HELD })).toBeVisible();
  await colleague.getByRole('link', { name: 'Bell', exact: true }).click();
  await expect(colleague.getByRole('heading', { level: 1, name: 'Bell' })).toBeVisible();
  await expect(colleague.getByText(HELD).first()).toBeVisible();
  const place = new URL(colleague.url()).pathname;

  const admin = await enter(clinic.admin, STILL);
  await test.step('the administrator hides one field and lets another only be read, by keyboard', async () => {
    await admin.goto('/setup/profiles');
    await admin.getByRole('link', { name: 'Chat lead' }).click();
    const fields = admin.getByRole('region', { name: 'Fields', exact: true });
    await fields.getByLabel('Module').selectOption({ label: 'Contacts' });
    await expect(fields.getByRole('radio', { name: 'Last Name: Hidden', exact: true })).toBeDisabled();
    await fields.getByRole('radio', { name: 'Title: Edit', exact: true }).focus();
    await admin.keyboard.press('ArrowRight');
    await admin.keyboard.press('ArrowRight');
    await expect(fields.getByRole('radio', { name: 'Title: Hidden', exact: true })).toBeChecked();
    await fields.getByRole('radio', { name: 'Email: Read', exact: true }).check();
    await expectNoViolation(admin);
    await admin.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(admin.getByText('Profile saved')).toBeVisible();
    await admin.setViewportSize({ width: 390, height: 844 });
    const wide = await admin.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wide).toBe(false);
    await admin.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('the operator no longer finds it', async () => {
    await colleague.goto(place);
    await expect(colleague.getByText('bell@clinic.example').first()).toBeVisible();
    expect(await colleague.content()).not.toContain(HELD);
    await expect(colleague.getByText('Title', { exact: true })).toHaveCount(0);
    await colleague.goto(`${place}/edit`);
    await expect(colleague.getByLabel('Last Name')).toBeVisible();
    await expect(colleague.getByLabel('Title', { exact: true })).toHaveCount(0);
    await colleague.goto('/m/Contacts');
    await expect(colleague.getByRole('link', { name: 'Bell', exact: true })).toBeVisible();
    await colleague.getByRole('button', { name: 'Choose columns' }).click();
    await expect(colleague.getByRole('menuitemcheckbox', { name: 'Email', exact: true })).toBeVisible();
    await expect(colleague.getByRole('menuitemcheckbox', { name: 'Title', exact: true })).toHaveCount(0);
    await colleague.keyboard.press('Escape');
    await colleague.getByRole('button', { name: 'Filter', exact: true }).click();
    const dialog = colleague.getByRole('dialog', { name: 'Filter Contacts' });
    await dialog.getByRole('combobox', { name: 'Field' }).click();
    await colleague.keyboard.type('Title');
    await expect(colleague.getByRole('option', { name: 'Title', exact: true })).toHaveCount(0);
    await colleague.goto(place.replace(/\/\d+$/, ''));
    await colleague.getByRole('button', { name: 'Export', exact: true }).click();
    const exporting = colleague.getByRole('dialog', { name: 'Export contacts' });
    const [download] = await Promise.all([
      colleague.waitForEvent('download'),
      exporting.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    const file = await readFile(await download.path(), 'utf8');
    expect(file).toContain('bell@clinic.example');
    expect(file).not.toMatch(/Title|Zqsurgeon/);
  });

  await test.step('and the page of what they can see says why, to the administrator and without its name to themself', async () => {
    await admin.goto('/setup/users');
    await admin.getByRole('button', { name: 'More actions for Cole League' }).click();
    await admin.getByRole('menuitem', { name: 'What can they see and why' }).click();
    await expect(admin.getByRole('heading', { level: 1, name: 'What can Cole League see and why' })).toBeVisible();
    await admin.getByRole('heading', { name: 'Contacts', exact: true }).click();
    const table = admin.getByRole('table', { name: 'Fields of Contacts' });
    await expect(table.getByRole('row', { name: /^Title / })).toContainText('The profile hides this field.');
    await expect(table.getByRole('row', { name: /^Email Clear/ })).toContainText(
      'The profile may only read this field.',
    );
    await expectNoViolation(admin);
    await admin.goto('/setup/modules/Contacts/fields/Title');
    const who = admin.getByRole('table', { name: 'Who can see Title' });
    await expect(who.getByRole('row').filter({ hasText: 'Chat lead' })).toContainText('The profile hides this field.');
    await expect(who.getByRole('row').filter({ hasText: 'Olga Operator' })).toContainText('Clear');
    await expectNoViolation(admin);
    await colleague.goto('/account');
    await colleague.getByRole('link', { name: 'What I can see' }).click();
    await expect(colleague.getByRole('heading', { level: 1, name: 'What I can see and why' })).toBeVisible();
    await colleague.getByRole('heading', { name: 'Contacts', exact: true }).click();
    await expect(colleague.getByText('Your profile hides a field of this module.')).toBeVisible();
    await expect(colleague.getByRole('table', { name: 'Fields of Contacts' }).getByText('Title')).toHaveCount(0);
  });
});

test('hours that are over sign somebody out at the next request, and say so where they sign in', async ({ enter }) => {
  const clinic = await makeClinic('Night Clinic');
  const colleague = await enter(clinic.colleague, STILL);
  await colleague.goto('/account');
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/profiles');
  await admin.getByRole('link', { name: 'Chat lead' }).click();
  const card = admin.getByRole('region', { name: 'Where and when' });
  await card.getByLabel('Addresses').fill('203.0.113.0/24, nowhere');
  await card.getByRole('button', { name: 'Save where and when' }).click();
  await expect(
    card.getByText('Give addresses or ranges, such as 203.0.113.7 or 203.0.113.0/24.').first(),
  ).toBeVisible();
  await card.getByLabel('Addresses').fill('203.0.113.0/24');
  await card.getByRole('checkbox', { name: 'Only at certain hours' }).check();
  await expectNoViolation(admin);
  await card.getByRole('button', { name: 'Save where and when' }).click();
  await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
  await colleague.goto('/account');
  await expect(colleague).toHaveURL(/\/sign-in\?reason=outside_addresses/);
  const words = 'Your profile does not let you be signed in from this address. Ask an administrator.';
  await expect(colleague.getByText(words)).toBeVisible();
  await colleague.getByLabel('Email').fill(clinic.colleague.email);
  await colleague.getByLabel('Password').fill(clinic.colleague.password);
  await colleague.getByRole('button', { name: 'Sign in' }).click();
  await expect(colleague.getByRole('alert').filter({ hasText: 'address' })).toHaveText(words);
});
