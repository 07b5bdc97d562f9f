/** Who saw a record: an officer is told that it is all, with a proof; an operator sees their own, and what they opened. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { checkAnswer } from '@/lib/protection/ledger/map/check-answer';
import { noteVerifier, openNote } from '@/lib/protection/ledger/tree/note';
import { expectNoViolation, STILL } from './axe';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

const PHONE = '555-010-8899';
let clinic: Clinic;
test.beforeAll(async () => {
  const values = { Last_Name: 'Looked', Phone: PHONE };
  clinic = await makeClinic('Who Saw Clinic', ['Phone'], [{ module: 'Contacts', values }]);
});

test('an operator sees who saw a record as far as they may, and what they opened; an officer that nothing is left out', async ({
  enter,
}) => {
  const operator = await enter(clinic.operator, STILL);
  await operator.goto('/m/Contacts');
  await operator.getByRole('table', { name: 'Contacts' }).getByRole('link').first().click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Looked' })).toBeVisible();
  const record = new URL(operator.url()).pathname;
  const id = record.split('/').at(-1) ?? '';
  await operator.getByRole('link', { name: 'Who saw this record' }).click();
  // Its table is a region of that name too.
  const seen = operator.getByRole('region', { name: 'Who saw this record' }).first();
  await expect(seen.getByText('A part of the log')).toBeVisible();
  await expect(seen.getByRole('table', { name: 'Who saw this record' }).getByRole('row')).toHaveCount(2);
  await expect(seen.getByRole('button', { name: 'Download the proof' })).toHaveCount(0);
  await expect(seen).not.toContainText('Complete');
  await expectNoViolation(operator);

  await operator.getByRole('navigation', { name: 'Audit logs' }).getByRole('link', { name: 'What I opened' }).click();
  await expect(operator.getByRole('heading', { level: 1, name: 'What I opened this week' })).toBeVisible();
  const opened = operator.getByRole('table', { name: /^Opened on/ }).first();
  await expect(opened).toContainText('Viewed a record with PHI');
  expect(await operator.content()).not.toContain(PHONE);
  await expectNoViolation(operator);
  await opened.getByRole('link', { name: 'Looked' }).click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Looked' })).toBeVisible();

  const officer = await enter(clinic.officer, { ...STILL, colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  // The worker signs what was written, soon after.
  await expect(async () => {
    await officer.goto(`/audit?range=all&record=${id}`);
    await expect(officer.getByText(/^Complete: \d+ entr(y|ies), none left out$/)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectNoViolation(officer);
  expect(await officer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('button', { name: 'Download the proof' }).click(),
  ]);
  const { answer, vkey } = JSON.parse(await readFile(await download.path(), 'utf8'));
  const means = {
    sha256: (bytes: Uint8Array) => hash('sha256', bytes, 'buffer'),
    openNote: (note: string) => openNote(note, [noteVerifier(vkey)]).text,
  };
  expect(await checkAnswer(answer, means)).toMatchObject({ complete: true, entries: answer.entries.length });
  expect(await checkAnswer({ ...answer, entries: answer.entries.slice(1) }, means)).toMatchObject({ complete: false });
  expect(JSON.stringify(answer)).not.toContain(PHONE);
});
