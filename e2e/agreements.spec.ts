/** An agreement that was signed on paper. One that is signed inside opens and closes doors in connected-apps.spec.ts. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';

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
  await admin.getByRole('button', { name: 'Withdraw' }).click();
  const ask = admin.getByRole('alertdialog');
  await expect(ask).toContainText('It covers nothing now, so nothing stops.');
  await ask.getByRole('button', { name: 'Withdraw' }).click();
  await expect(admin.getByText('It covers nothing any more. Its papers stay.')).toBeVisible();
  await expectNoViolation(admin);
});
