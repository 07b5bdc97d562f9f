import { expect, test } from 'vitest';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { needsSetup } from './needs-setup';

test('Setup is for who manages something, and for who imports, exports or deletes records', () => {
  expect(needsSetup(STANDARD_PROFILES.Administrator)).toBe(true);
  expect(needsSetup(STANDARD_PROFILES.Operator)).toBe(true);
  expect(needsSetup(STANDARD_PROFILES['Compliance Officer'])).toBe(false);
  expect(needsSetup({ everyModule: ['view'], modules: { Leads: ['view', 'import'] }, org: [] })).toBe(true);
});
