/** Who does what: a person is a browser of one's own, signed in. */
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD } from './fixtures';
import { type Person, sessionOf } from './session';

/** The people of the demo org. */
export const DEMO = {
  admin: { email: 'admin@demo.example', password: DEMO_PASSWORD },
  operator: { email: 'operator@demo.example', password: DEMO_PASSWORD },
  officer: { email: 'officer@demo.example', password: DEMO_PASSWORD },
} as const satisfies Record<string, Person>;

export type Enter = (person: Person, options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<{ enter: Enter }>({
  enter: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (person, options) => {
      const page = await openPage(browser, person, options);
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
  },
});

/** A browser of a person's own that stays until it is closed. */
export async function openPage(browser: Browser, person: Person, options?: BrowserContextOptions): Promise<Page> {
  const { state } = await sessionOf(person);
  const context = await browser.newContext({ ...options, storageState: state });
  return arriving(await context.newPage());
}

/**
 * What streams in stands in the page twice for a moment, once hidden. `goto` goes on when it stands once, as a person
 * who looks before they click does.
 */
function arriving(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (...address) => {
    const response = await goto(...address);
    const hidden = page.locator('div[hidden][id^="S:"]').first();
    // However slow the machine; a page that is not found keeps it.
    for (let tries = 0; tries < 15; tries += 1) {
      const isGone = hidden.waitFor({ state: 'detached', timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if ((await isGone) || /not found/i.test(await page.title())) break;
    }
    return response;
  };
  return page;
}

export { expect, type Person };

export const OWN_PASSWORD = 'orchard lantern on the river';

/** Fills in the page `/new-password`, where whoever has a temporary password is. */
export async function choosePassword(page: Page, given: string, password = OWN_PASSWORD): Promise<void> {
  await page.getByLabel('The password you were given').fill(given);
  await page.getByLabel(/^New password/).fill(password);
  await page.getByLabel('Repeat the new password').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
}

/** Fills in the page `/sign-in`. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
