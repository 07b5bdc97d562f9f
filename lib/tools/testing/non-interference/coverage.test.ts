import { expect, test } from 'vitest';
import { ENDPOINTS } from '@/lib/ways-in/api/endpoints';
import { isAddressOf, type Page, readPages } from '../pages';
import { pageFiles, routeFiles, serverActions } from './app-files';
import { addressesOf, guardedPages, type Places } from './page-requests';
import { REST_REQUESTS } from './rest-requests';
import { SURFACES } from './surfaces';
import { EXPORT_READS } from './verbs/exports';
import { GUARDED_READS } from './verbs/guarded';
import { MASKED_READS } from './verbs/masked';
import { SECOND_READS } from './verbs/second';

/** Any ids will do to see which page an address is of. */
const PLACES = {
  ids: Object.fromEntries(['anna', 'ben', 'cara', 'dora', 'ella', 'case1'].map((key, n) => [key, String(n + 1)])),
  org: { profileIds: { Operator: '9' }, operator: { actor: { id: '8' } } },
} as unknown as Places;

const verbs = Object.keys({ ...MASKED_READS, ...GUARDED_READS, ...EXPORT_READS, ...SECOND_READS });

test('every endpoint of the REST door is asked', () => {
  const endpoints = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(REST_REQUESTS).sort()).toEqual(endpoints.sort());
});

test('every page is asked as a browser gets it, by e2e/security/non-interference.spec.ts', async () => {
  const pages = await readPages();
  const asked = (page: Page) => addressesOf(page, PLACES);
  // The console without a conversation: those who may not chat ask for it as one of `guardedPages`.
  expect(pages.filter((page) => asked(page).length === 0).map(({ file }) => file)).toEqual(['(app)/chat/page.tsx']);
  expect(guardedPages(PLACES)).toContain('/chat');
  const wrong = pages.flatMap((page) => asked(page).filter((address) => !isAddressOf(page.file, address)));
  expect(wrong).toEqual([]);
});

test('every route handler and server action has a row that says what covers it; every page says so beside itself', async () => {
  const found = [...routeFiles(), ...serverActions()];
  expect(found.length).toBeGreaterThan(80);
  expect(Object.keys(SURFACES).sort()).toEqual(found.sort());
  const told = (await readPages()).filter(({ asks, holdsNothing }) => asks?.length || holdsNothing);
  expect(told.map(({ file }) => file)).toEqual(pageFiles());
});

test('what a row or a page names is asked', async () => {
  const rows = [...Object.values(SURFACES), ...(await readPages())];
  const named = rows.flatMap((row) => ('asks' in row && row.asks ? row.asks : []));
  expect(named.filter((name) => !verbs.includes(name))).toEqual([]);
});
