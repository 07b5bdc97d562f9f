/** A directory: its token is made and shown once, it adds a person, and whom it lets go is out of their open page. */
import { randomUUID } from 'node:crypto';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

const call = (token: string, [method, path]: readonly [string, string], body?: object) =>
  fetch(`${process.env.E2E_BASE_URL}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    ...(body && { body: JSON.stringify(body) }),
  });

test('a directory is connected, adds a person, and lets somebody go, whose open page is out at the next step', async ({
  enter,
}) => {
  const clinic = await makeClinic('Directory Clinic');
  const page = await enter(clinic.admin, STILL);
  await page.goto('/setup/scim');
  await expect(page.getByText('No directory is connected')).toBeVisible();
  await expectNoViolation(page);

  await page.getByRole('button', { name: 'Connect a directory' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a directory' });
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog.getByText('Give a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Okta');
  await dialog.getByLabel('Profile of new people').selectOption({ label: 'Operator' });
  await dialog.getByLabel('Role of new people').selectOption({ index: 1 });
  await dialog.getByRole('button', { name: 'Add a group' }).click();
  await dialog.getByRole('textbox', { name: 'Group 1', exact: true }).fill('Officers');
  await dialog.getByLabel('Profile of group 1').selectOption({ label: 'Compliance Officer' });
  await dialog.getByLabel('Role of group 1').selectOption({ index: 1 });
  await expectNoViolation(page);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  const shown = page.getByRole('dialog', { name: 'Token' });
  const token = (await shown.locator('code').textContent()) ?? '';
  await shown.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Okta' })).toBeVisible();
  expect(await page.content()).not.toContain(token);

  const userName = `nora-${randomUUID()}@directory.example`;
  const added = await call(token, ['POST', '/Users'], { userName, displayName: 'Nora Directory', active: true });
  expect(added.status).toBe(201);
  const { id } = (await added.json()) as { id: string };
  const group = { displayName: 'Walkers', members: [{ value: id }] };
  expect((await call(token, ['POST', '/Groups'], group)).status).toBe(201);
  await page.goto('/setup/users');
  await expect(page.getByText(userName)).toBeVisible();
  await page.goto('/setup/scim');
  await expect(page.getByText('Nothing: there is no rule for it')).toBeVisible();
  await expectNoViolation(page);

  const leaver = await enter(clinic.operator, STILL);
  await leaver.goto('/');
  await expect(leaver).not.toHaveURL(/sign-in/);
  const filter = encodeURIComponent(`userName eq "${clinic.operator.email}"`);
  const found = (await (await call(token, ['GET', `/Users?filter=${filter}`])).json()) as {
    Resources: { id: string }[];
  };
  const gone = await call(token, ['PATCH', `/Users/${found.Resources[0]?.id}`], {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
  });
  expect(gone.status).toBe(200);
  await leaver.reload();
  await expect(leaver).toHaveURL(/\/sign-in/);

  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End' }).click();
  await expect(page.getByText('No directory is connected')).toBeVisible();
  expect((await call(token, ['GET', '/Users'])).status).toBe(401);
});
