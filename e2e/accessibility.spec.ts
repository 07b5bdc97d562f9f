/** WCAG 2.2 A and AA by axe on every screen, light and dark: no serious and no critical violation. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DEMO, expect, openPage, type Person, test } from './people';

interface Screen {
  name: string;
  person: Person;
  open: (page: Page) => Promise<void>;
}

/** A screen that is its address; it is there when its heading is. */
function at(person: Person, name: string, path: string, heading: string | RegExp): Screen {
  return {
    name,
    person,
    open: async (page) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    },
  };
}

async function openPatient(page: Page): Promise<void> {
  await page.goto('/m/Contacts?sort=Last_Name');
  await page.getByRole('table', { name: 'Contacts' }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Reveal SSN' })).toBeVisible();
}

async function openLayout(page: Page): Promise<void> {
  await page.goto('/setup/compliance/hipaa');
  await page.getByRole('link', { name: 'Mark fields of Contacts' }).click();
  await expect(page.getByRole('button', { name: 'More actions for SSN' })).toBeVisible();
}

const { admin, operator, officer } = DEMO;

const SCREENS: readonly Screen[] = [
  at(operator, 'list', '/m/Contacts', 'Contacts'),
  at(operator, 'list where nothing matches', '/m/Products', 'Products'),
  { name: 'record', person: operator, open: openPatient },
  {
    name: 'reveal dialog',
    person: operator,
    open: async (page) => {
      await openPatient(page);
      await page.getByRole('button', { name: 'Reveal SSN' }).click();
      await expect(page.getByRole('dialog', { name: 'Reveal SSN' })).toBeVisible();
    },
  },
  at(operator, 'new record', '/m/Contacts/new', 'New contact'),
  {
    name: 'edit record',
    person: operator,
    open: async (page) => {
      await openPatient(page);
      await page.getByRole('link', { name: 'Edit', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    },
  },
  at(operator, 'import', '/m/Contacts/import', 'Import contacts'),
  {
    name: 'export dialog',
    person: operator,
    open: async (page) => {
      await page.goto('/m/Contacts');
      await page.getByRole('button', { name: 'Export' }).click();
      await expect(page.getByRole('dialog').getByText('left out')).toBeVisible();
    },
  },
  {
    name: 'filter dialog',
    person: operator,
    open: async (page) => {
      await page.goto('/m/Contacts');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Filter Contacts' })).toBeVisible();
    },
  },
  {
    name: 'command palette',
    person: admin,
    open: async (page) => {
      await page.goto('/account');
      await page.getByRole('button', { name: /^Search/ }).click();
      await expect(page.getByRole('dialog', { name: 'Search and commands' }).getByRole('option').first()).toBeVisible();
    },
  },
  at(operator, 'recycle bin', '/setup/recycle-bin', 'Recycle bin'),
  at(operator, 'imports', '/setup/import', 'Import'),
  at(operator, 'exports', '/setup/export', 'Export'),
  at(operator, 'a page one may not see', '/setup/users', 'You may not see this'),
  at(operator, 'account', '/account', 'Personal settings'),
  at(operator, 'my sessions', '/account/sessions', 'My sessions'),
  at(officer, 'audit log', '/audit', 'Audit log'),
  at(admin, 'setup', '/setup', 'Setup'),
  at(admin, 'compliance settings', '/setup/compliance/hipaa', 'Compliance Settings'),
  at(admin, 'modules', '/setup/modules', 'Modules and fields'),
  at(admin, 'fields of a module', '/setup/modules/Contacts', 'Contacts'),
  { name: 'layout editor', person: admin, open: openLayout },
  {
    name: 'Edit Properties',
    person: admin,
    open: async (page) => {
      await openLayout(page);
      await page.getByRole('button', { name: 'More actions for SSN' }).click();
      await page.getByRole('menuitem', { name: 'Edit Properties' }).click();
      await expect(page.getByRole('dialog', { name: 'Edit Properties' })).toBeVisible();
    },
  },
  at(admin, 'organisation', '/setup/organization', 'Organization'),
  at(admin, 'users', '/setup/users', 'Users'),
  at(admin, 'profiles', '/setup/profiles', 'Profiles'),
  {
    name: 'a profile',
    person: admin,
    open: async (page) => {
      await page.goto('/setup/profiles');
      await page.getByRole('link', { name: 'Operator' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Operator' })).toBeVisible();
    },
  },
  at(admin, 'roles', '/setup/roles', 'Roles and sharing'),
  at(admin, 'session policy', '/setup/security', 'Session policy'),
];

/** Rules about colours: all that can differ when only the colours do. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

async function violationsOf(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme, ...options });
  await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
  const axe = new AxeBuilder({ page });
  const asked =
    colorScheme === 'light' ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']) : axe.withRules(OF_COLOURS);
  const { violations } = await asked.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** Dialogs appear by an animation; a colour half way is not the one people read. */
const options = { reducedMotion: 'reduce' } as const;

/** The same page twice: its colours follow what the browser prefers. */
async function expectNoViolation(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    expect.soft(await violationsOf(page, colorScheme), colorScheme).toEqual([]);
  }
}

/** One browser a person: the screens follow one another in it, so that scripts and styles are loaded once. */
const pages = new Map<Person, Promise<Page>>();
test.afterAll(async () => {
  for (const page of pages.values()) await (await page).context().close();
});

test('sign-in has no serious violation, light and dark', async ({ page }) => {
  await page.emulateMedia(options);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expectNoViolation(page);
});

for (const { name, person, open } of SCREENS) {
  test(`${name} has no serious violation, light and dark`, async ({ browser }) => {
    const known = pages.get(person) ?? openPage(browser, person, options);
    pages.set(person, known);
    const page = await known;
    await open(page);
    await expectNoViolation(page);
  });
}
