/** The life of a record: made, changed, deleted, brought back, with its notes, files and timeline. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type Clinic, makeClinic } from './clinic';
import { expect, test } from './people';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Record Clinic', ['Phone']);
});

const unique = (word: string) => `${word} ${randomUUID().slice(0, 8)}`;

/** A contact of the test's own, with a marked phone number. Leaves its page open. */
async function createContact(page: Page, lastName: string): Promise<void> {
  await page.goto('/m/Contacts/new');
  await page.getByLabel('Last Name').fill(lastName);
  await page.getByLabel('Phone', { exact: true }).fill('555-010-4477');
  await page.getByLabel('Department', { exact: true }).fill('Cardiology');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: lastName })).toBeVisible();
}

test('a record is created, a missing required field is named, and what was typed stays', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await page.goto('/m/Contacts/new');
  await page.getByLabel('First Name').fill('Nora');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Last Name is required.')).toBeVisible();
  await expect(page.getByLabel('First Name')).toHaveValue('Nora');
  const lastName = unique('Night');
  await page.getByLabel('Last Name').fill(lastName);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Nora ${lastName}` })).toBeVisible();
  expect(await page.title()).not.toContain(lastName);
});

test('a value is changed in its place by the keyboard; Esc leaves it; the timeline tells the change', async ({
  enter,
}) => {
  const page = await enter(clinic.operator);
  await createContact(page, unique('Inline'));
  const edit = page.getByRole('button', { name: 'Edit Department' });
  await edit.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Department', { exact: true }).fill('Radiology');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Radiology')).toHaveCount(0);
  await edit.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Department', { exact: true }).fill('Oncology');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit Department' })).toBeVisible();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const change = timeline.getByRole('listitem').filter({ hasText: 'Department:' }).last();
  await expect(change).toContainText('Cardiology');
  await expect(change).toContainText('Oncology');
});

test('a hidden value stays when the form is saved without touching it, and its change is masked', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await createContact(page, unique('Kept'));
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(page.getByLabel('Phone', { exact: true })).toHaveValue('');
  await page.getByLabel('Title', { exact: true }).fill('Nurse');
  await page.getByRole('button', { name: 'Save' }).click();
  const privacy = page.getByRole('region', { name: 'Data Privacy' });
  await privacy.getByRole('button', { name: 'Reveal Phone' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reveal Phone' });
  await dialog.getByLabel('Purpose').selectOption('Health care operations');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(privacy.getByText('555-010-4477')).toBeVisible();
  await privacy.getByRole('button', { name: 'Hide Phone' }).click();

  await page.getByRole('button', { name: 'Edit Phone' }).click();
  await page.getByLabel('Phone', { exact: true }).fill('555-010-9933');
  await page.keyboard.press('Enter');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const change = timeline.getByRole('listitem').filter({ hasText: 'Phone:' }).last();
  await expect(change.getByText('Hidden')).toBeVisible();
  expect(await page.content()).not.toContain('555-010-9933');
});

test('a deleted record is brought back by Undo, and from the recycle bin', async ({ enter }) => {
  const page = await enter(clinic.operator);
  const lastName = unique('Recycled');
  await createContact(page, lastName);
  const remove = async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Contact moved to the recycle bin')).toBeVisible();
  };
  await remove();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: lastName })).toBeVisible();

  await remove();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
  await page.goto('/setup/recycle-bin?module=Contacts');
  await page.getByRole('checkbox', { name: `Select ${lastName}` }).check();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('1 restored')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: `Select ${lastName}` })).toHaveCount(0);
  await page.goto('/m/Contacts');
  await page.getByLabel('Search Contacts').fill(lastName);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: lastName })).toBeVisible();
});

test('a note is added, changed and deleted', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await createContact(page, unique('Noted'));
  const notes = page.getByRole('region', { name: /^Notes/ });
  await notes.getByLabel('New note').fill('Called back, asks for Friday.');
  await notes.getByRole('button', { name: 'Add note' }).click();
  const note = notes.getByRole('listitem').filter({ hasText: 'Olga Operator' });
  await expect(note).toContainText('Called back, asks for Friday.');
  await expect(page.getByRole('region', { name: 'Notes (1)' })).toBeVisible();
  await note.getByRole('button', { name: 'Edit' }).click();
  await notes.getByLabel('Note', { exact: true }).fill('Comes on Friday.');
  await notes.getByRole('button', { name: 'Save note' }).click();
  await expect(note).toContainText('Comes on Friday.');
  await expect(note).toContainText('edited');
  await note.getByRole('button', { name: 'Delete' }).click();
  await expect(notes.getByText('No notes yet.')).toBeVisible();
});

test('an attachment comes back byte by byte as it went up', async ({ enter }) => {
  const page = await enter(clinic.operator);
  await createContact(page, unique('Attached'));
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
  const attachments = page.getByRole('region', { name: /^Attachments/ });
  await attachments
    .getByLabel('Attach a file')
    .setInputFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: bytes });
  const link = attachments.getByRole('link', { name: 'Download scan.pdf' });
  await expect(link).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('scan.pdf');
  expect((await readFile(await download.path())).equals(bytes)).toBe(true);
  await attachments.getByRole('button', { name: 'Delete scan.pdf' }).click();
  await expect(attachments.getByText('No attachments yet.')).toBeVisible();
});
