/** An agreement from its first line to its last: written, signed by the other side, confirmed, in force, withdrawn. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

test('an administrator sends an agreement, the other side signs it by a link, an officer puts it in force', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Agreeing Clinic');
  const admin = await enter(clinic.admin, STILL);
  await admin.goto('/setup/agreements');
  await expect(admin.getByText('No agreement yet')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByRole('link', { name: 'New agreement' }).click();
  await admin.getByRole('button', { name: 'Add agreement' }).click();
  await expect(admin.getByText('Give the name of the other party.')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByLabel('Party').fill('Relay Inc.');
  await admin.getByRole('textbox', { name: 'Contact', exact: true }).fill('Rita Relay');
  await admin.getByLabel('E-mail of the contact').fill('rita@relay.example');
  await admin.getByLabel('First day').fill('2026-01-01');
  await admin.getByLabel('Mail relay').check();
  await admin.getByRole('button', { name: 'Add agreement' }).click();
  await expect(admin.getByRole('heading', { name: 'Relay Inc.' })).toBeVisible();
  await admin.getByText('Read the text').click();
  await expect(admin.getByText('return or destroy all PHI received from')).toBeVisible();
  await expect(admin.getByText('(12 of 12 said)')).toBeVisible();
  await expectNoViolation(admin);

  await admin.getByRole('button', { name: 'Send for signing' }).click();
  const send = admin.getByRole('dialog', { name: 'Send for signing' });
  await send.getByLabel('Your title').fill('Head of Compliance');
  await expectNoViolation(admin);
  await send.getByRole('button', { name: 'Sign and make the link' }).click();
  const made = admin.getByRole('dialog', { name: 'The link is made' });
  await expect(made.getByRole('code')).toHaveCount(2);
  const [link = '', secret = ''] = await made.getByRole('code').allTextContents();
  await made.getByRole('button', { name: 'Done' }).click();

  const rita = await (await browser.newContext({ ...STILL, viewport: { width: 390, height: 800 } })).newPage();
  await rita.goto(link);
  await rita.getByLabel('Secret').fill('AAAAA-AAAAA');
  await rita.getByRole('button', { name: 'Open the agreement' }).click();
  await expect(rita.getByText('This is not the secret. Tries left: 4.')).toBeVisible();
  await rita.getByLabel('Secret').fill(secret);
  await rita.getByRole('button', { name: 'Open the agreement' }).click();
  await expect(rita.getByRole('heading', { name: 'Agreement between Agreeing Clinic' })).toBeVisible();
  await expect(rita.getByText('the mail relay')).toBeVisible();
  expect(await rita.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolation(rita);
  await rita.getByLabel('Your name').fill('Rita Relay');
  await rita.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(rita.getByText('Give your title.')).toBeVisible();
  await rita.getByLabel('Your title').fill('CEO');
  await rita.getByLabel(/I have read this agreement/).check();
  await rita.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(rita.getByRole('heading', { name: 'Signed' })).toBeVisible();
  const download = rita.waitForEvent('download');
  await rita.getByRole('button', { name: 'Download the signed file' }).click();
  expect((await download).suggestedFilename()).toBe('agreement-signed.pdf');
  await expectNoViolation(rita);
  await rita.context().close();

  await admin.reload();
  await expect(admin.getByText('Waits for a second person').first()).toBeVisible();
  const otto = await enter(clinic.officer, STILL);
  await otto.goto('/setup/approvals');
  await expect(
    otto.getByRole('heading', { name: /The agreement with Relay Inc. opens doors.*the mail relay/ }),
  ).toBeVisible();
  await otto.getByRole('button', { name: 'Confirm' }).click();
  await expect(otto.getByText('Nothing waits')).toBeVisible();
  await otto.goto('/setup/agreements');
  await expect(otto.getByRole('row').filter({ hasText: 'Relay Inc.' })).toContainText('In force');
  await expectNoViolation(otto);

  await admin.reload();
  await admin.getByRole('button', { name: 'Withdraw' }).click();
  const ask = admin.getByRole('alertdialog');
  await expect(ask).toContainText('No other agreement covers this: the mail relay.');
  await ask.getByRole('button', { name: 'Withdraw' }).click();
  await expect(admin.getByText('It covers nothing any more. Its papers stay.')).toBeVisible();
  await expectNoViolation(admin);
});

test('a paper that both have signed is uploaded with its day; one that would run a script is refused by name', async ({
  enter,
}) => {
  const clinic = await makeClinic('Paper Clinic');
  const admin = await enter(clinic.admin, { ...STILL, viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  await admin.goto('/setup/agreements/new');
  await admin.getByLabel('Party').fill('Paper Inc.');
  await admin.getByRole('textbox', { name: 'Contact', exact: true }).fill('Paul Paper');
  await admin.getByLabel('E-mail of the contact').fill('paul@paper.example');
  await admin.getByLabel('First day').fill('2026-01-01');
  await admin.getByLabel('Other services').fill('Paper shredding');
  await admin.getByRole('button', { name: 'Add agreement' }).click();
  await admin.getByRole('button', { name: 'Upload signed file' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Upload signed file' });
  const upload = async (change: (pdf: PDFDocument) => void) => {
    const pdf = await PDFDocument.create();
    pdf.addPage().drawText('Signed');
    change(pdf);
    const buffer = Buffer.from(await pdf.save());
    await dialog.getByLabel('PDF').setInputFiles({ name: 'signed.pdf', mimeType: 'application/pdf', buffer });
    await dialog.getByRole('button', { name: 'Upload' }).click();
  };
  await dialog.getByLabel('Signed on').fill('2026-01-02');
  await upload((pdf) => pdf.addJavaScript('main', 'app.alert(1)'));
  await expect(dialog.getByText('This PDF contains JavaScript.')).toBeVisible();
  await expectNoViolation(admin);
  await upload(() => undefined);
  await expect(admin.getByText('Waits for a second person').first()).toBeVisible();
  expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolation(admin);
});
