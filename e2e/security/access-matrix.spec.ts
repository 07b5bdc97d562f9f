/** Every page, asked by every profile and by another organisation: each says in its `access.ts` what they see. */

import { readPages } from '@/lib/tools/testing/pages';
import type { Seen, SeenBy } from '@/lib/ways-in/http/page-access';
import { makeClinic } from '../clinic';
import { expect, type Person, test } from '../people';
import { askSignedOut, sessionOf } from '../session';
import { makePreparedClinic, type PreparedClinic } from './prepared-clinic';

/** Of the clinic's own records and people. */
const OWN_WORDS = ['Zqmatrix', 'Nora Nobody'];

let made: Promise<PreparedClinic> | undefined;
const clinicOf = (): Promise<PreparedClinic> => {
  made ??= makePreparedClinic('Matrix Clinic');
  return made;
};

const pathFor = (path: string, { contactId, leadId, profileId, userId }: PreparedClinic): string =>
  path.replace('{id}', contactId).replace('{lead}', leadId).replace('{profile}', profileId).replace('{user}', userId);

/** What the page at an address turned out to be: told by where it sends, by its heading, or by its status. */
function seenIn(answer: Response, html: string): Seen | 'nothing, but not by its status' {
  const target = answer.headers.get('location');
  if (target) return `to ${target}`;
  if (answer.status === 404) return 'nothing';
  // The code that Next writes where a page that had begun is not found.
  if (html.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return 'nothing, but not by its status';
  const headings = [...html.matchAll(/<h1[^>]*>(.*?)<\/h1>/gs)].map(([, inner = '']) => inner.replace(/<[^>]*>/g, ''));
  if (headings.length === 0) throw new Error(`The page has no heading: status ${answer.status}.`);
  return headings.includes('You may not see this') ? 'refused' : 'open';
}

const fits = (seen: string, expected: Seen): boolean =>
  expected.startsWith('to ') ? seen.startsWith(expected) : seen === expected;

async function wrongAnswers(person: Person, who: keyof SeenBy): Promise<string[]> {
  const about = await clinicOf();
  const { ask } = await sessionOf(person);
  const wrong: string[] = [];
  for (const { path, seenBy } of await readPages()) {
    // Somebody who is signed in has no use for the sign-in form: its own spec says what becomes of it.
    if (path === '/sign-in') continue;
    const answer = await ask(pathFor(path, about));
    const html = await answer.text();
    const seen = seenIn(answer, html);
    if (!fits(seen, seenBy[who])) wrong.push(`${path}: ${seen} instead of ${seenBy[who]}`);
    if (who !== 'stranger' && seen !== 'refused') continue;
    for (const word of OWN_WORDS) {
      if (html.includes(word) && !(who === 'nobody' && word === 'Nora Nobody')) wrong.push(`${path}: holds ${word}`);
    }
  }
  return wrong;
}

for (const who of ['administrator', 'operator', 'officer', 'nobody', 'stranger'] as const) {
  test(`every page shows the ${who} what the table says, and a refused one nothing else`, async () => {
    const about = await clinicOf();
    const people = {
      administrator: about.admin,
      operator: about.operator,
      officer: about.officer,
      nobody: about.nobody,
      stranger: who === 'stranger' ? await strangerWithRecords() : about.admin,
    };
    expect(await wrongAnswers(people[who], who)).toEqual([]);
  });
}

/** Another clinic's administrator. */
async function strangerWithRecords() {
  const other = await makeClinic('Stranger Clinic');
  return other.admin;
}

test('what is not there is answered with 404, at an address of no page and at a page of nothing', async () => {
  const { operator } = await clinicOf();
  const { ask } = await sessionOf(operator);
  const wrong: string[] = [];
  for (const path of [
    '/none',
    '/m',
    '/m/None',
    '/m/Contacts/none',
    '/m/Contacts/123/edit',
    '/chat/none',
    '/chat/123',
  ]) {
    const { status } = await ask(path);
    if (status !== 404) wrong.push(`${path}: ${status}`);
  }
  expect(wrong).toEqual([]);
  expect((await askSignedOut('/none')).status).toBe(404);
});

test('whoever is signed out is sent to sign in by every page, and is shown nothing', async () => {
  const about = await clinicOf();
  for (const { path } of await readPages()) {
    // Pages for people without an account, whose link and secret are asked by their own routes.
    if (path === '/sign-in' || /^\/(?:extract|agreement|accounting|join|choose-password)\//.test(path)) continue;
    const answer = await askSignedOut(pathFor(path, about));
    const text = await answer.text();
    const isSent = [302, 303, 307].includes(answer.status)
      ? (answer.headers.get('location') ?? '').includes('/sign-in')
      : text.includes('/sign-in');
    expect.soft(isSent, path).toBe(true);
    for (const word of [...OWN_WORDS, 'Matrix Clinic']) expect.soft(text, path).not.toContain(word);
  }
});
