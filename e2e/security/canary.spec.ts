/** Every page of the demo, walked by people who reveal nothing: no answer of the server holds a marked value. */
import { readPages } from '@/lib/tools/testing/pages';
import { EVERY_SECRET } from '../patients';
import { DEMO, expect, test } from '../people';
import { sessionOf } from '../session';
import { record } from '../traffic';

/** Addresses with all that can be asked for in one. */
const MORE = [
  '/m/Contacts?size=200&columns=Phone,Date_of_Birth,SSN,Medical_Record_Number,Driver_License,Passport',
  '/m/Contacts/print?columns=Phone,Date_of_Birth,SSN,Medical_Record_Number,Driver_License,Passport',
  '/m/Contacts?sort=SSN',
  '/audit?range=all&module=Contacts',
  '/setup/recycle-bin?module=Contacts',
  '/setup/modules/Contacts/layouts/Standard',
  '/crm/v8/openapi.json',
];

const ROLES = { admin: 'administrator', operator: 'operator', officer: 'officer' } as const;

const secretsIn = (text: string) => EVERY_SECRET.filter((secret) => text.includes(secret));

for (const who of ['admin', 'operator', 'officer'] as const) {
  test(`no page sends the ${who} of the demo a marked value`, async ({ enter }) => {
    const page = await enter(DEMO[who]);
    const hrefs: string[] = [];
    if (who !== 'officer') {
      await page.goto('/m/Contacts?size=200');
      const links = page.getByRole('table').getByRole('link');
      await expect(links.first()).toBeVisible();
      const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
      hrefs.push(...all.filter((href) => /^\/m\/Contacts\/\d+$/.test(href)).slice(0, 5));
      expect(hrefs.length).toBeGreaterThan(0);
    }
    const traffic = await record(page);
    const [contact = '/m/Contacts/123'] = hrefs;
    const filled = (path: string) =>
      path
        .replace('/m/Contacts/{id}', contact)
        .replace('{lead}', '123')
        .replace('{profile}', '123')
        .replace('{user}', '123');
    const pages = await readPages();
    const paths = pages.map(({ path }) => filled(path));
    // A page that is refused asks for nothing of its own once it is there: what is sent of it is all there is.
    const refused = new Set(
      pages.flatMap(({ path, seenBy }) => (seenBy[ROLES[who]] === 'refused' ? [filled(path)] : [])),
    );
    // Paper is the export door: open for those who may reveal, until it is restricted.
    const walked = [...paths, ...MORE, ...hrefs].filter((path) => who !== 'operator' || !path.includes('/print'));
    const { ask } = await sessionOf(DEMO[who]);
    for (const path of walked) {
      if (refused.has(path)) {
        for (const answer of [await ask(path), await ask(`${path}?_rsc`, { RSC: '1' })]) {
          expect(secretsIn(await answer.text()), path).toEqual([]);
        }
        continue;
      }
      await page.goto(path);
      await page.waitForLoadState('load');
    }
    traffic.expectNone(EVERY_SECRET);
  });
}
