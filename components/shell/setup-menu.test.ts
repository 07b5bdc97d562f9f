import { expect, test } from 'vitest';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { setupMenuFor } from './setup-menu';

const labels = (profile: keyof typeof STANDARD_PROFILES) =>
  setupMenuFor(STANDARD_PROFILES[profile]).map((group) => group.label);

test('groups stand in the order of Zoho CRM, and none is empty', () => {
  const menu = setupMenuFor(STANDARD_PROFILES.Administrator);
  expect(menu.map((group) => group.label)).toEqual([
    'General',
    'Users and Control',
    'Customization',
    'Channels',
    'Data Administration',
    'Security Control',
    'Developer Hub',
    'Apps',
  ]);
  expect(menu.every((group) => group.items.length > 0)).toBe(true);
});

test('an operator is not led to what an operator may not change', () => {
  expect(labels('Operator')).toEqual(['General', 'Data Administration']);
});

test('every address is there once', () => {
  const hrefs = setupMenuFor(STANDARD_PROFILES.Administrator).flatMap((group) => group.items.map((item) => item.href));
  expect(new Set(hrefs).size).toBe(hrefs.length);
});

test('conversations to delete have a link of their own where the tabs of live chat are not', () => {
  const channels = (org: ('manageChat' | 'deleteConversations')[]) =>
    setupMenuFor({ everyModule: [], modules: {}, org })
      .find((group) => group.label === 'Channels')
      ?.items.map((item) => item.href);
  expect(channels(['manageChat', 'deleteConversations'])).toEqual(['/setup/chat']);
  expect(channels(['deleteConversations'])).toEqual(['/setup/chat/conversations']);
  expect(channels([])).toBeUndefined();
});
