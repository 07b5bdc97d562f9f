/** Every page, asked by every profile and by another organisation: one table, `lib/testing/access-matrix.ts`. */
import type { Page } from '@playwright/test';
import { PAGES, type PageAccess, type Seen } from '../../lib/testing/access-matrix';
import { makeClinic } from '../clinic';
import { expect, test } from '../people';
import { type FurnishedClinic, makeFurnishedClinic } from './furnished-clinic';

type Who = Exclude<keyof PageAccess, 'path'>;

/** Of the clinic's own records and people. */
const OWN_WORDS = ['Zqmatrix', 'Nora Nobody'];

let made: Promise<FurnishedClinic> | undefined;
const clinicOf = (): Promise<FurnishedClinic> => {
  made ??= makeFurnishedClinic('Matrix Clinic');
  return made;
};

const pathFor = (path: string, { contactId, profileId }: FurnishedClinic): string =>
  path.replace('{id}', contactId).replace('{profile}', profileId);

/** What the page at an address turned out to be: told by its heading, or by where the browser was sent. */
async function seenAt(page: Page, path: string, expected: Seen): Promise<Seen> {
  await page.goto(path);
  if (expected.startsWith('to ')) {
    const target = expected.slice(3);
    await page.waitForURL((url) => url.pathname.startsWith(target), { timeout: 10_000 }).catch(() => {});
    return new URL(page.url()).pathname.startsWith(target) ? expected : `to ${new URL(page.url()).pathname}`;
  }
  const heading = page.getByRole('heading', { level: 1 }).first();
  await expect(heading).toBeVisible();
  if (new URL(page.url()).pathname !== path) return `to ${new URL(page.url()).pathname}`;
  const text = (await heading.textContent())?.trim();
  if (text === 'You may not see this') return 'refused';
  return text === 'Not found' ? 'nothing' : 'open';
}

async function wrongAnswers(page: Page, who: Who): Promise<string[]> {
  const about = await clinicOf();
  const wrong: string[] = [];
  for (const row of Object.values(PAGES)) {
    // Somebody who is signed in has no use for the sign-in form: its own spec says what becomes of it.
    if (row.path === '/sign-in') continue;
    const seen = await seenAt(page, pathFor(row.path, about), row[who]);
    if (seen !== row[who]) wrong.push(`${row.path}: ${seen} instead of ${row[who]}`);
    if (who !== 'stranger' && seen !== 'refused') continue;
    const html = await page.content();
    for (const word of OWN_WORDS) {
      if (html.includes(word) && !(who === 'nobody' && word === 'Nora Nobody'))
        wrong.push(`${row.path}: holds ${word}`);
    }
  }
  return wrong;
}

for (const who of ['administrator', 'operator', 'officer', 'nobody', 'stranger'] as const) {
  test(`every page shows the ${who} what the table says, and a refused one nothing else`, async ({ enter }) => {
    test.setTimeout(180_000);
    const about = await clinicOf();
    const people = {
      administrator: about.admin,
      operator: about.operator,
      officer: about.officer,
      nobody: about.nobody,
      stranger: who === 'stranger' ? await strangerWithRecords() : about.admin,
    };
    expect(await wrongAnswers(await enter(people[who]), who)).toEqual([]);
  });
}

/** Another clinic's administrator. */
async function strangerWithRecords() {
  const other = await makeClinic('Stranger Clinic');
  return other.admin;
}

test('whoever is signed out is sent to sign in by every page, and is shown nothing', async ({ browser }) => {
  const about = await clinicOf();
  const context = await browser.newContext();
  for (const { path } of Object.values(PAGES)) {
    if (path === '/sign-in') continue;
    const answer = await context.request.get(pathFor(path, about), { maxRedirects: 0 });
    const text = await answer.text();
    const isSent = [302, 303, 307].includes(answer.status())
      ? (answer.headers().location ?? '').includes('/sign-in')
      : text.includes('/sign-in');
    expect.soft(isSent, path).toBe(true);
    for (const word of [...OWN_WORDS, 'Matrix Clinic']) expect.soft(text, path).not.toContain(word);
  }
  await context.close();
});
