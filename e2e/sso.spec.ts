/** Signing in at a provider of one's own: OpenID Connect and SAML, against providers that are not ours. */
import type { Page } from '@playwright/test';
import { CLIENT_ID, CLIENT_SECRET, startOidcProvider } from '@/lib/people/users/sso/testing/oidc-provider';
import { ENTITY_ID, startSamlProvider } from '@/lib/people/users/sso/testing/saml-provider';
import { freePort } from '@/lib/tools/dev/ports';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { type Enter, expect, signIn, test } from './people';

const NOT_LET_IN = 'Single sign-on did not let you in.';
const domainOf = ({ operator }: Clinic) => operator.email.split('@')[1] ?? '';

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  const dialog = page.getByRole('dialog');
  // A star behind it says that it is needed.
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(new RegExp(`^${label}\\*?$`)).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}

/** What the page tells the provider's administrator. */
const told = async (page: Page, term: string): Promise<string> =>
  (await page
    .locator('dl > div', { has: page.getByText(term, { exact: true }) })
    .locator('dd')
    .textContent()) ?? '';

/** The administrator asks, the officer confirms. */
async function letIn(admin: Page, enter: Enter, clinic: Clinic): Promise<void> {
  await admin.getByRole('button', { name: 'Switch on' }).click();
  await expect(admin.getByText('A second person has to confirm it first')).toBeVisible();
  const otto = await enter(clinic.officer, STILL);
  await otto.goto('/setup/approvals');
  await otto.getByRole('button', { name: 'Confirm' }).click();
  await expect(otto.getByText('Nothing waits')).toBeVisible();
  await admin.reload();
  await expect(admin.getByText('On', { exact: true })).toBeVisible();
}

async function comeIn(page: Page, email: string, path = '/account'): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${path}`);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Use single sign-on' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

test('OpenID Connect: set up, tried out, confirmed, signed in and out; then nobody signs in by a password but who is named', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Provider Clinic');
  const port = await freePort();
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/sso');
  await expect(admin.getByText('No provider is connected')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByRole('button', { name: 'Add OpenID Connect' }).click();
  await expectNoViolation(admin);
  await fill(admin, {
    Name: 'House provider',
    Domains: domainOf(clinic),
    Issuer: `http://127.0.0.1:${port}`,
    'Client id': CLIENT_ID,
    'Client secret': CLIENT_SECRET,
    'Private addresses that are meant': '127.0.0.1',
  });
  await expect(admin.getByRole('heading', { level: 1, name: 'House provider' })).toBeVisible();
  await expectNoViolation(admin);
  const person = { id: 'olga-1', email: clinic.operator.email, name: 'Olga' };
  const provider = await startOidcProvider(person, {
    redirectUris: [await told(admin, 'Redirect URI')],
    afterLogout: [await told(admin, 'Redirect URI after signing out')],
    port,
  });

  await admin.getByRole('button', { name: 'Try it out' }).click();
  await expect(admin.getByText('They would be linked with Olga Operator, and signed in.')).toBeVisible();
  await expect(admin.getByText(clinic.operator.email)).toBeVisible();
  await expectNoViolation(admin);
  const olga = await (await browser.newContext(STILL)).newPage();
  await comeIn(olga, clinic.operator.email);
  await expect(olga.getByText('There is no single sign-on for this address.')).toBeVisible();
  await letIn(admin, enter, clinic);

  await comeIn(olga, clinic.operator.email);
  await expect(olga.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  await olga.goto('/notices');
  await expect(olga.getByText('Your account was linked with single sign-on by House provider.')).toBeVisible();
  await signOut(olga);
  await expect(olga.getByText('You are signed out.')).toBeVisible();
  expect(provider.loggedOut).toBe(1);

  // Somebody else at the provider, who says they have her address.
  provider.person = { id: 'mallory', email: clinic.operator.email };
  await comeIn(olga, clinic.operator.email);
  await expect(olga.getByText(NOT_LET_IN)).toBeVisible();
  await expectNoViolation(olga);
  // Nobody is signed in by an answer that their browser did not ask for.
  await olga.goto(`${await told(admin, 'Redirect URI')}?code=x&state=y`);
  await expect(olga.getByText('This sign-in was begun in another browser')).toBeVisible();

  await admin.goto('/setup/sso');
  await admin.getByLabel('Nobody signs in by a password').click();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Name an administrator with a password of their own').first()).toBeVisible();
  await admin.getByRole('checkbox', { name: 'Ada Admin' }).check();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved')).toBeVisible();
  await expectNoViolation(admin);
  await olga.goto('/sign-in');
  await signIn(olga, clinic.operator);
  await expect(olga.getByText('The email or the password is not right.')).toBeVisible();
  await olga.reload();
  await signIn(olga, clinic.admin);
  await expect(olga).not.toHaveURL(/sign-in/);
  await olga.context().close();
  await provider.close();
});

test('SAML: set up by its metadata, tried out, confirmed, signed in and out by signed requests and encrypted answers', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Assertion Clinic');
  const provider = await startSamlProvider({ id: 'olga-1', email: clinic.operator.email, name: 'Olga' });
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/sso');
  await admin.getByRole('button', { name: 'Add SAML' }).click();
  await expectNoViolation(admin);
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('Metadata', { exact: true }).fill(`<!DOCTYPE a>${provider.metadata}`);
  await dialog.getByRole('button', { name: 'Fill in the fields' }).click();
  await expect(dialog.getByText('there may be no document type in it')).toBeVisible();
  await dialog.getByLabel('Metadata', { exact: true }).fill(provider.metadata);
  await dialog.getByRole('button', { name: 'Fill in the fields' }).click();
  await expect(dialog.getByLabel(/^Entity ID of the provider/)).toHaveValue(ENTITY_ID);
  await expect(dialog.getByLabel(/^Address for signing out/)).toHaveValue(provider.logoutUrl);
  await expectNoViolation(admin);
  await dialog.getByRole('checkbox', { name: 'Sign our requests' }).check();
  await dialog.getByRole('checkbox', { name: 'It may encrypt what it says of people' }).check();
  await fill(admin, { Name: 'House directory', Domains: domainOf(clinic) });
  await expect(admin.getByRole('heading', { level: 1, name: 'House directory' })).toBeVisible();
  const metadata = await admin.request.get(await told(admin, 'Entity ID and metadata'));
  const text = await metadata.text();
  expect(text).toContain(await told(admin, 'Assertion consumer service (HTTP-POST)'));
  provider.asker = await told(admin, 'Our certificate');
  expect(text).toContain(provider.asker.split('\n')[1]);
  await admin.getByRole('button', { name: 'Try it out' }).click();
  await expect(admin.getByText('They would be linked with Olga Operator, and signed in.')).toBeVisible();
  await expectNoViolation(admin);
  await letIn(admin, enter, clinic);

  const olga = await (await browser.newContext(STILL)).newPage();
  await comeIn(olga, clinic.operator.email);
  await expect(olga.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  await signOut(olga);
  await expect(olga.getByText('You are signed out at the provider.')).toBeVisible();
  expect(provider.loggedOut.length).toBe(1);
  await olga.goto('/account');
  await expect(olga).toHaveURL(/sign-in/);

  provider.person = { id: 'nobody', email: `nobody@${domainOf(clinic)}` };
  await comeIn(olga, clinic.operator.email);
  await expect(olga.getByText(NOT_LET_IN)).toBeVisible();
  await olga.context().close();
  await provider.close();
});

test('whether an address is known shows in no answer of single sign-on', async ({ request }) => {
  const answers = await Promise.all(
    ['admin@demo.example', 'nobody@demo.example', 'nobody@unknown.example', 'no address', 'оlga@demo.example'].map(
      async (email) => {
        const answer = await request.post('/api/sso/start', { data: { email } });
        return `${answer.status()} ${await answer.text()}`;
      },
    ),
  );
  expect(new Set(answers).size).toBe(1);
});
