/** The page of a bundle in Chromium, from a file, without a network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { systemBrowser } from '@/lib/tools/dev/browser.mjs';
import { type MadeBundle, makeBundle } from '@/lib/tools/testing/audit-bundle';
import { makeOrg } from '@/lib/tools/testing/factories';

let browser: Browser;
let made: MadeBundle;
const folder = mkdtempSync(join(tmpdir(), 'careledger-bundle-'));

beforeAll(async () => {
  const org = await makeOrg();
  await inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      Array.from({ length: 120 }, () => ({ action: 'record.view', module: 'Contacts', recordId: '42' }) as const),
      await keysOf(tx),
    ),
  );
  made = await makeBundle(org.officer);
  browser = await chromium.launch({ executablePath: systemBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Opens a page as a person does who unpacked the zip; whatever it asks the network for is told. */
async function open(html: string): Promise<{ page: Page; asked: string[] }> {
  const path = join(folder, 'index.html');
  writeFileSync(path, html);
  const context = await browser.newContext({ offline: true, viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const asked: string[] = [];
  const own = pathToFileURL(path).href;
  page.on('request', (request) => request.url() !== own && asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && asked.push(message.text()));
  page.on('pageerror', (error) => asked.push(error.message));
  await page.goto(own);
  return { page, asked };
}

const index = () => made.files['index.html'] ?? '';

test('it is green when all is as it was signed, and asks nobody for anything', async () => {
  const { page, asked } = await open(index());
  await page.getByRole('heading', { name: 'All is as it was signed' }).waitFor();
  expect(await page.getByRole('status', { name: 'Result' }).textContent()).toContain('each word for word');
  await page.getByLabel('Find').fill('viewed a record');
  expect(await page.getByText('Page 1 of 3').count()).toBe(1);
  await page.locator('summary', { hasText: 'Viewed a record with PHI' }).first().click();
  expect(await page.locator('pre').first().textContent()).toContain('"action":"record.view"');
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

test('one byte changed: it is red and says which entry', async () => {
  const line = /"entry":\{"action":"record\.view"[^\n]*?"id":"(\d+)","ip"/.exec(index());
  const at = (line?.index ?? 0) + (line?.[0].indexOf('Olga') ?? 0);
  const { page } = await open(`${index().slice(0, at)}E${index().slice(at + 1)}`);
  const result = page.getByRole('alert', { name: 'Result' });
  await result.getByRole('heading', { name: 'This is not what was signed' }).waitFor();
  expect(await result.textContent()).toContain(`Entry ${line?.[1]}`);
  await page.getByLabel('Find').fill('Elga');
  expect(await page.getByText('Not as it was signed').count()).toBe(1);
});

test('what cannot even be shown is red, and no blank page', async () => {
  const deep = JSON.stringify(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
  const { page } = await open(index().replace('"facts":"{}"', `"facts":${deep}`));
  const result = page.getByRole('alert', { name: 'Result' });
  await result.getByRole('heading', { name: 'This is not what was signed' }).waitFor();
  expect(await result.textContent()).toContain('cannot be read as Careledger writes it');
});

test('a page whose program was changed does not run: it says that nothing was checked', async () => {
  const { page, asked } = await open(index().replace('All is as it was signed', 'Everything is wonderful'));
  await page.getByRole('heading', { name: 'Nothing was checked' }).waitFor();
  expect(asked.join()).toContain('Content Security Policy');
});

test('the other files of the zip are checked where a person chooses them', async () => {
  const files = ['ocsf.jsonl', 'fhir-audit-events.ndjson'].map((name) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(made.files[name] ?? ''),
  }));
  const { page } = await open(index());
  await page.getByText('Check the other files of the zip').click();
  await page.getByLabel('Choose files').setInputFiles(files);
  await page.getByText('2 files are as the manifest says.').waitFor();
  await page
    .getByLabel('Choose files')
    .setInputFiles({ ...(files[0] as (typeof files)[number]), buffer: Buffer.from('{}') });
  await page.getByRole('alert', { name: 'Result' }).getByText('ocsf.jsonl is not as it was written.').waitFor();
});

test('a bundle of more entries than a page holds is checked from the files beside it', async () => {
  const without = index().replace(/<script type="application\/x-ndjson"[\s\S]*?<\/script>\n/, '');
  const files = ['entries.jsonl', 'proofs.jsonl'].map((name) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(made.files[name] ?? ''),
  }));
  const { page } = await open(without);
  await page.getByText('more than this page holds').waitFor();
  await page.getByLabel('Choose both files').setInputFiles(files);
  await page.getByRole('heading', { name: 'All is as it was signed' }).waitFor();
  const cut = files.map((file) => ({
    ...file,
    buffer: file.buffer.subarray(0, file.buffer.lastIndexOf('\n', -2) + 1),
  }));
  await page.reload();
  await page.getByLabel('Choose both files').setInputFiles(cut);
  await page.getByRole('alert', { name: 'Result' }).getByText('are there').waitFor();
});
