/** The offline kit: made, confirmed, tested, and used once to sign in. */
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

test('an offline kit is printed once, confirmed by an officer, tested, and signs an administrator in once', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Offline Kit Clinic');
  const admin = await enter(clinic.admin, STILL);
  let codes: string[] = [];

  await test.step('its cards are shown once, each with its code', async () => {
    await admin.goto('/setup/offline-kit');
    await expect(admin.getByText('There is no kit')).toBeVisible();
    await expectNoViolation(admin);
    await admin.getByRole('button', { name: 'Make a kit' }).click();
    await expectNoViolation(admin);
    await admin.getByLabel(/^Needed to sign in/).fill('4');
    await admin.getByRole('button', { name: 'Make the kit' }).click();
    await expect(admin.getByText('There have to be at least as many.')).toBeVisible();
    await admin.getByLabel(/^Needed to sign in/).fill('2');
    await admin.getByRole('button', { name: 'Make the kit' }).click();
    await expect(admin.getByText('The cards are shown only now')).toBeVisible();
    await expect(admin.getByRole('img', { name: 'QR code of card 3' })).toBeVisible();
    const shown = [1, 2, 3].map((n) => admin.getByRole('figure', { name: `Code of card ${n}` }).textContent());
    codes = (await Promise.all(shown)).map((code) => code ?? '');
    await expectNoViolation(admin);
    await admin.emulateMedia({ media: 'print' });
    await expect(admin.getByRole('button', { name: 'Print' })).toBeHidden();
    await admin.emulateMedia({ media: 'screen' });
    await admin.getByRole('button', { name: 'I have them on paper' }).click();
    await expect(admin.getByText('Waits for a second person')).toBeVisible();
    expect(await admin.content()).not.toContain(codes[0]?.slice(0, 29));
  });

  await test.step('an officer confirms it, and it is tested', async () => {
    const otto = await enter(clinic.officer, STILL);
    await otto.goto('/setup/approvals');
    await expect(otto.getByText('An offline kit: 2 of its 3 cards')).toBeVisible();
    await otto.getByRole('button', { name: 'Confirm' }).click();
    await expect(otto.getByText('Nothing waits')).toBeVisible();
    await admin.reload();
    await admin.getByRole('button', { name: 'Test the kit…' }).click();
    await admin.getByLabel('Card 1').fill(codes[0] ?? '');
    await admin.getByLabel('Card 2').fill(`${codes[1]?.slice(0, -1)}?`);
    await admin.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(admin.getByText('compare it with the card').first()).toBeVisible();
    await expectNoViolation(admin);
    await admin.getByLabel('Card 2').fill(codes[1] ?? '');
    await admin.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(admin.getByText('The cards are right.')).toBeVisible();
    await expect(admin.getByText('by Ada Admin').last()).toBeVisible();
  });

  await test.step('two of the cards sign the administrator in, and all are told', async () => {
    const page = await (await browser.newContext(STILL)).newPage();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Sign in is not possible? Use the offline kit' }).click();
    await page.getByLabel('Email of an administrator').fill(clinic.admin.email);
    await page.getByLabel('Card 1').fill(codes[2] ?? '');
    await page.getByRole('button', { name: 'Sign in by the kit' }).click();
    await expect(page.getByText('This kit takes 2 of its 3 cards: here is 1.')).toBeVisible();
    await expectNoViolation(page);
    await page.getByLabel('Card 2').fill((codes[0] ?? '').toLowerCase());
    await page.getByRole('button', { name: 'Sign in by the kit' }).click();
    await expect(page.getByText('You came in by the offline kit')).toBeVisible();
    await expectNoViolation(page);
    await admin.goto('/notices');
    await expect(admin.getByText('Somebody signed in as Ada Admin by the offline kit').first()).toBeVisible();
  });

  await test.step('and never again', async () => {
    const page = await (await browser.newContext(STILL)).newPage();
    await page.goto('/offline-kit');
    await page.getByLabel('Email of an administrator').fill(clinic.admin.email);
    await page.getByLabel('Card 1').fill(codes[0] ?? '');
    await page.getByLabel('Card 2').fill(codes[1] ?? '');
    await page.getByRole('button', { name: 'Sign in by the kit' }).click();
    await expect(page.getByText('These cards do not sign in this address.')).toBeVisible();
    await admin.goto('/setup/offline-kit');
    await expect(admin.getByText('Used', { exact: true })).toBeVisible();
    await expectNoViolation(admin);
  });
});
