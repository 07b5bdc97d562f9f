/** What a person can send without our buttons: refused, with nothing done and, where it is an attempt, an event. */

import { expectAbsent } from '@/lib/tools/testing/absent';
import { makeClinic } from '../clinic';
import { patient } from '../patients';
import { DEMO, expect, test } from '../people';
import { caught, send } from './caught';

test('an id of nothing, or of another organisation, shows the same page: nothing at this address', async ({
  enter,
}) => {
  const operator = await enter(DEMO.operator);
  await operator.goto('/m/Contacts?sort=Last_Name');
  const href = (await operator.getByRole('table').getByRole('link').first().getAttribute('href')) ?? '';
  const clinic = await makeClinic('Other Clinic');
  const stranger = await enter(clinic.operator);
  for (const path of [href, `${href}/edit`, '/m/Contacts/123456789012345678', '/m/Contacts/x', '/m/NoSuchModule']) {
    await stranger.goto(path);
    await expect(stranger.getByText('There is nothing at this address')).toBeVisible();
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Not found');
  }
  const file = await stranger.request.get(`/api/records${href.replace('/m', '')}/attachments/1`);
  expect(file.status()).toBe(404);
});

test('a mask sent back as a value is refused, and the value stays', async ({ enter }) => {
  const page = await enter(DEMO.operator);
  const silvana = patient('Silvana620');
  const name = `${silvana.first_name} ${silvana.last_name}`;
  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(silvana.ssn ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Edit Passport' }).click();
  await page.getByLabel('Passport', { exact: true }).fill('••••••');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/mask/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(silvana.passport ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 Contact', { exact: true })).toBeVisible();
});

test('acts of the administrator are refused to an operator who sends them, and the ledger has the attempts', async ({
  enter,
}) => {
  const clinic = await makeClinic('Crafted Clinic');
  const admin = await enter(clinic.admin);
  const operator = await enter(clinic.operator);
  await operator.goto('/account');

  await admin.goto('/setup/compliance/hipaa');
  const hipaa = admin.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' });
  const switchOn = await caught(admin, () => hipaa.click());
  await admin.goto('/setup/modules');
  await admin.getByRole('button', { name: 'New module' }).click();
  const dialog = admin.getByRole('dialog', { name: 'New module' });
  await dialog.getByLabel(/^Singular/).fill('Secret');
  await dialog.getByLabel(/^Plural/).fill('Secrets');
  const addModule = await caught(admin, () => dialog.getByRole('button', { name: /^(Add|Create)/ }).click());

  for (const call of [switchOn, addModule]) {
    const answer = await send(operator, call);
    expect.soft(await answer.text()).toContain('"code":"forbidden"');
  }
  const signedOut = await operator.context().browser()?.newContext();
  const stranger = await signedOut?.request.post(switchOn.url, { headers: switchOn.headers, data: switchOn.data });
  expect(await stranger?.text()).toContain('"code":"unauthenticated"');
  await signedOut?.close();

  await admin.goto('/setup/compliance/hipaa');
  await expect(hipaa).not.toBeChecked();
  await admin.goto('/setup/modules');
  await expect(admin.getByText('Leads').first()).toBeVisible();
  await expect(admin.getByText('Secrets')).toHaveCount(0);

  const officer = await enter(clinic.officer);
  await officer.goto('/audit');
  await officer.getByLabel('Outcome', { exact: true }).selectOption('Refused');
  await expect(officer).toHaveURL(/outcome=refused/);
  const entries = officer.getByRole('table', { name: 'Audit log entries' }).getByRole('row');
  const attempts = entries.filter({ hasText: 'Olga Operator' });
  await expect(attempts.filter({ hasText: 'Tried to change HIPAA settings' })).toHaveCount(1);
  await expect(attempts.filter({ hasText: 'Tried to add a module' })).toHaveCount(1);
});

test('a filter or a sort by a marked field in the address is refused in words, and the value leaves it', async ({
  enter,
}) => {
  const filters = encodeURIComponent(JSON.stringify([{ field: 'SSN', operator: 'equals', value: '999-46-1590' }]));
  for (const person of [DEMO.operator, DEMO.admin]) {
    const page = await enter(person);
    await page.goto(`/m/Contacts?filters=${filters}`);
    await expect(page.getByText('The filter on SSN was taken out of the address')).toBeVisible();
    expectAbsent(page.url(), '999-46-1590');
    await page.goto('/m/Contacts?sort=SSN');
    // In the page itself: while it streams in, its parts stand beside it too, hidden.
    await expect(page.getByRole('main').getByText('SSN holds protected data. You cannot sort by it.')).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);
  }
});
