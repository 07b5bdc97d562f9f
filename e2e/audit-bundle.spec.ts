/** An officer exports the audit log as a bundle; an auditor opens its page without a network, and sees when it was changed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzip } from '@/lib/tools/testing/unzip';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Bundle Clinic', [], [{ module: 'Contacts', values: { Last_Name: 'Bundled' } }]);
});

test('a bundle is exported in the background, is green offline, and red with the entry when a byte was changed', async ({
  enter,
  browser,
}) => {
  const officer = await enter(clinic.officer, STILL);
  await officer.goto('/audit?range=all');
  await officer.getByRole('button', { name: 'Export Audit Log' }).click();
  const dialog = officer.getByRole('dialog', { name: 'Export audit log' });
  await dialog.getByRole('radio', { name: /Verifiable bundle/ }).check();
  await expectNoViolation(officer);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog.getByText('The file is ready')).toBeVisible();
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-log-.*\.zip$/);
  const files = await unzip(await readFile(await download.path()));
  const html = (files['index.html'] ?? '').toString();

  const folder = await mkdtemp(join(tmpdir(), 'careledger-bundle-'));
  const path = join(folder, 'index.html');
  const auditor = await (await browser.newContext({ ...STILL, offline: true })).newPage();
  try {
    await writeFile(path, html);
    await auditor.goto(pathToFileURL(path).href);
    await expect(auditor.getByRole('heading', { name: 'All is as it was signed' })).toBeVisible();

    const entry = /\{"index":\d+,"entry":\{"action":"ledger\.export_start"[^\n]*?"id":"(\d+)","ip"/.exec(html);
    const at = (entry?.index ?? 0) + (entry?.[0].indexOf('"at":"2') ?? 0) + '"at":"'.length;
    await writeFile(path, `${html.slice(0, at)}3${html.slice(at + 1)}`);
    await auditor.goto(pathToFileURL(path).href);
    const result = auditor.getByRole('alert', { name: 'Result' });
    await expect(result.getByRole('heading', { name: 'This is not what was signed' })).toBeVisible();
    await expect(result).toContainText(`Entry ${entry?.[1]}`);
  } finally {
    await auditor.context().close();
    await rm(folder, { recursive: true });
  }
});
