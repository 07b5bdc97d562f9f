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
  await dialog.getByLabel('Owner').selectOption({ label: 'Olga Operator (Operator)' });
  await dialog.getByRole('checkbox', { name: 'Read Contacts' }).check();
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

test('the API reference can be read by everybody', async ({ enter }) => {
  const page = await enter(DEMO.officer, STILL);
  await page.goto('/developers');
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible();
  await expectNoViolation(page);
});
