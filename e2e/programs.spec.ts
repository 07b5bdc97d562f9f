/** Programs: a client is made, its secret shown once, exchanged for a new one, and ended. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { DEMO, expect, test } from './people';

const tokenCall = (id: string, secret: string) =>
  fetch(`${process.env.E2E_BASE_URL}/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }),
  }).then((answer) => answer.json() as Promise<{ access_token?: string; error?: string }>);

const read = (token = '') =>
  fetch(`${process.env.E2E_BASE_URL}/crm/v8/Contacts?fields=Last_Name`, {
    headers: { Authorization: `Zoho-oauthtoken ${token}` },
  });

test('a client is made and works; its secret is shown once; a new one ends the old; a revoked client is refused', async ({
  enter,
}) => {
  const clinic = await makeClinic('Program Clinic');
  const page = await enter(clinic.admin, STILL);
  await page.goto('/setup/api');
  await expectNoViolation(page);

  await page.getByRole('button', { name: 'New client' }).click();
  const dialog = page.getByRole('dialog', { name: 'New client' });
  await dialog.getByRole('button', { name: 'Create client' }).click();
  await expect(dialog.getByText(/name/i).first()).toBeVisible();
  await dialog.getByLabel('Name').fill('Lab results');
  await dialog.getByLabel('Owner').selectOption({ label: 'Ada Admin (Administrator)' });
  await dialog.getByLabel('What for').selectOption({ label: 'Health care operations' });
  await dialog.getByRole('checkbox', { name: 'Read Contacts' }).check();
  await dialog.getByRole('checkbox', { name: 'May get tokens by its secret alone' }).check();
  await expectNoViolation(page);
  await dialog.getByRole('button', { name: 'Create client' }).click();

  const shown = page.getByRole('dialog', { name: 'Client secret' });
  await expect(shown.getByText('Shown only now.')).toBeVisible();
  await expectNoViolation(page);
  const [id = '', secret = ''] = await shown.locator('code').allTextContents();
  await shown.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await page.getByRole('link', { name: 'Lab results' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lab results' })).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  const { access_token: token } = await tokenCall(id, secret);
  expect((await read(token)).status).toBe(204);
  await page.reload();
  await expectNoViolation(page);

  await page.getByRole('button', { name: 'Rotate secret' }).click();
  const rotate = page.getByRole('alertdialog');
  await rotate.getByRole('button', { name: 'Rotate secret' }).click();
  const renewed = page.getByRole('dialog', { name: 'New client secret' });
  await expect(renewed.getByText('Shown only now.')).toBeVisible();
  const [newSecret = ''] = await renewed.locator('code').allTextContents();
  await renewed.getByRole('button', { name: 'Done' }).click();
  expect((await read(token)).status).toBe(401);
  expect((await tokenCall(id, secret)).access_token).toBeUndefined();
  const { access_token: newToken } = await tokenCall(id, newSecret);
  expect((await read(newToken)).status).toBe(204);

  await page.getByRole('button', { name: 'Revoke' }).click();
  const revoke = page.getByRole('alertdialog');
  await revoke.getByRole('textbox').fill('Lab results');
  await revoke.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('API client revoked')).toBeVisible();
  expect((await read(newToken)).status).toBe(401);
});

test('a client that acts for an operator is refused until the operator has accepted it; its secret is theirs; they end it', async ({
  enter,
}) => {
  const clinic = await makeClinic('Consent Clinic', ['Date_of_Birth']);
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/api');
  await admin.getByRole('button', { name: 'New client' }).click();
  const dialog = admin.getByRole('dialog', { name: 'New client' });
  await dialog.getByLabel('Name').fill('Night reader');
  await dialog.getByLabel('Owner').selectOption({ label: 'Olga Operator (Operator)' });
  await dialog.getByLabel('What for').selectOption({ label: 'Health care operations' });
  await dialog.getByRole('checkbox', { name: 'Read Contacts' }).check();
  await dialog.getByRole('checkbox', { name: 'May get tokens by its secret alone' }).check();
  await dialog.getByRole('button', { name: 'Create client' }).click();
  await expect(admin.getByText('Night reader waits for its owner')).toBeVisible();
  await expect(admin.locator('code')).toHaveCount(0);
  await admin.getByRole('link', { name: 'Night reader' }).click();
  await expect(admin.getByText('Olga Operator has not accepted it')).toBeVisible();
  // Nor is the secret shown to who asks for a new one, nor a code.
  await admin.getByRole('button', { name: 'Rotate secret' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Rotate secret' }).click();
  await expect(admin.getByText('Olga Operator was told: the new secret is theirs')).toBeVisible();
  await admin.getByRole('button', { name: 'Grant code' }).click();
  await admin.getByRole('alertdialog').getByRole('button', { name: 'Make code' }).click();
  await expect(admin.getByRole('alert').filter({ hasText: 'Only the person this client acts for' })).toBeVisible();

  const olga = await enter(clinic.operator, STILL);
  await olga.goto('/account');
  await olga.getByRole('link', { name: /^Notices: \d+ unread$/ }).click();
  await expectNoViolation(olga);
  await olga.getByRole('link', { name: /Ada Admin made the API client “Night reader”/ }).click();
  await expect(olga.getByRole('heading', { level: 1, name: 'Programs that act for me' })).toBeVisible();
  await expectNoViolation(olga);
  await olga.getByRole('button', { name: 'Accept' }).click();
  await olga.getByRole('alertdialog').getByRole('button', { name: 'Accept' }).click();
  const shown = olga.getByRole('dialog', { name: 'Client secret' });
  await expect(shown.getByText('Shown only now.')).toBeVisible();
  const [id = '', secret = ''] = await shown.locator('code').allTextContents();
  await shown.getByRole('button', { name: 'Done' }).click();
  const { access_token: token } = await tokenCall(id, secret);
  expect((await read(token)).status).toBe(204);

  await olga.reload();
  await olga.getByRole('button', { name: 'End' }).click();
  await olga.getByRole('alertdialog').getByRole('button', { name: 'End' }).click();
  await expect(olga.getByText('No program acts for you')).toBeVisible();
  expect((await read(token)).status).toBe(401);
  await admin.goto('/notices');
  await expect(admin.getByText('Olga Operator ended that the API client “Night reader” acts')).toBeVisible();
});

test('the API reference can be read by everybody', async ({ enter }) => {
  const page = await enter(DEMO.officer, STILL);
  await page.goto('/developers');
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expectNoViolation(page);
});
