/** WCAG 2.2 A and AA by axe on every screen, light and dark: no serious and no critical violation. */
import type { Page } from '@playwright/test';
import { expectNoViolation, STILL } from './axe';
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
  at(operator, 'board', '/m/Deals/board?sum=Amount', 'Deals'),
  at(operator, 'calendar', '/m/Tasks/calendar', 'Tasks'),
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
  at(operator, 'second factor', '/account/security', 'Second factor'),
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
  at(admin, 'lead conversion', '/setup/conversion', 'Lead conversion'),
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
  at(admin, 'sharing rules', '/setup/sharing', 'Sharing rules'),
  at(admin, 'groups', '/setup/groups', 'Groups'),
  at(admin, 'security', '/setup/security', 'Security'),
  at(admin, 'approvals', '/setup/approvals', 'Approvals'),
  at(admin, 'audit log retention', '/setup/compliance/retention', 'Audit log retention'),
  at(officer, 'notices', '/notices', 'Notices'),
  at(admin, 'programs that act for one', '/account/programs', 'Programs that act for me'),
  at(admin, 'live chat: brands', '/setup/chat', 'Live chat'),
  {
    name: 'live chat: a brand',
    person: admin,
    open: async (page) => {
      await page.goto('/setup/chat');
      await page.getByRole('table', { name: 'Brands' }).getByRole('link').first().click();
      await expect(page.getByRole('img', { name: /^The widget of .*, light$/ })).toBeVisible();
    },
  },
  at(admin, 'live chat: snippet', '/setup/chat/snippet', 'Live chat'),
  at(admin, 'live chat: departments', '/setup/chat/departments', 'Live chat'),
  at(admin, 'live chat: canned responses', '/setup/chat/canned-responses', 'Live chat'),
  at(admin, 'live chat: custom fields', '/setup/chat/custom-fields', 'Live chat'),
  at(admin, 'live chat: blocked', '/setup/chat/blocked', 'Live chat'),
  at(admin, 'live chat: settings', '/setup/chat/settings', 'Live chat'),
  at(admin, 'live chat: retention', '/setup/chat/retention', 'Live chat'),
  at(admin, 'live chat: conversations', '/setup/chat/conversations', 'Live chat'),
  at(admin, 'live chat: recycle bin', '/setup/chat/recycle-bin', 'Live chat'),
];

/** One browser a person: the screens follow one another in it, so that scripts and styles are loaded once. */
const pages = new Map<Person, Promise<Page>>();
test.afterAll(async () => {
  for (const page of pages.values()) await (await page).context().close();
});

test('sign-in has no serious violation, light and dark', async ({ page }) => {
  await page.emulateMedia(STILL);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expectNoViolation(page);
});

for (const { name, person, open } of SCREENS) {
  test(`${name} has no serious violation, light and dark`, async ({ browser }) => {
    const known = pages.get(person) ?? openPage(browser, person, STILL);
    pages.set(person, known);
    const page = await known;
    await open(page);
    await expectNoViolation(page);
  });
}
