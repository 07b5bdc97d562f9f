import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../api/endpoints';
import { pageFiles, routeFiles, serverActions } from './app-files';
import { PAGE_REQUESTS } from './page-requests';
import { REST_REQUESTS } from './rest-requests';
import { SURFACES } from './surfaces';
import { EXPORT_READS } from './verbs/exports';
import { GUARDED_READS } from './verbs/guarded';
import { MASKED_READS } from './verbs/masked';
import { SECOND_READS } from './verbs/second';

const verbs = Object.keys({ ...MASKED_READS, ...GUARDED_READS, ...EXPORT_READS, ...SECOND_READS });

test('every endpoint of the REST door is asked', () => {
  const endpoints = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(REST_REQUESTS).sort()).toEqual(endpoints.sort());
});

test('every page is asked as a browser gets it, by e2e/security/non-interference.spec.ts', () => {
  expect(Object.keys(PAGE_REQUESTS).sort()).toEqual(pageFiles());
});

test('every page, route handler and server action has a row that says what covers it', () => {
  const found = [...pageFiles(), ...routeFiles(), ...serverActions()];
  expect(found.length).toBeGreaterThan(80);
  expect(Object.keys(SURFACES).sort()).toEqual(found.sort());
});

test('what a row names is asked', () => {
  const named = Object.values(SURFACES).flatMap((row) => ('asks' in row ? row.asks : []));
  expect(named.filter((name) => !verbs.includes(name))).toEqual([]);
});
