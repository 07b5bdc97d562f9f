/** Who does what: a person is a browser of one's own, signed in. */
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test';
import { DEMO_PASSWORD } from './fixtures';

export interface Person {
  email: string;
  password: string;
}

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
      const context = await browser.newContext({ ...options, storageState: await stateOf(browser, person) });
      const page = await context.newPage();
      pages.push(page);
      return arriving(page);
    });
    await Promise.all(pages.map((page) => page.context().close()));
  },
});

/**
 * What streams in stands in the page twice for a moment, once hidden. `goto` goes on when it stands once, as a person
 * who looks before they click does.
 */
function arriving(page: Page): Page {
  const goto = page.goto.bind(page);
  page.goto = async (...address) => {
    const response = await goto(...address);
    const hidden = page.locator('div[hidden][id^="S:"]').first();
    // A page that is not found keeps it.
    await hidden.waitFor({ state: 'detached', timeout: 2000 }).catch(() => {});
    return response;
  };
  return page;
}

export { expect };

/** Fills in the page `/sign-in`. */
export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;
const states = new Map<string, Promise<State>>();

/** One session a person for all specs that do not end it. */
function stateOf(browser: Browser, person: Person): Promise<State> {
  const known = states.get(person.email) ?? newSession(browser, person);
  states.set(person.email, known);
  return known;
}

/** A session that no other spec has, for those that end it. */
export async function newSession(browser: Browser, person: Person): Promise<State> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in?callbackUrl=/account');
  await signIn(page, person);
  await expect(page.getByRole('heading', { name: 'Personal settings' })).toBeVisible();
  const state = await context.storageState();
  await context.close();
  return state;
}
