import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PALETTE_ACTS, paletteActsFor } from './palette-acts';

test('every act leads to a page that there is, and no two are called the same', () => {
  for (const { href } of PALETTE_ACTS) expect(existsSync(`app/(app)${href}/page.tsx`), href).toBe(true);
  expect(new Set(PALETTE_ACTS.map(({ label }) => label)).size).toBe(PALETTE_ACTS.length);
});

test('acts are offered by right: in the organisation, and in some module', () => {
  const labels = (org: string[], modules: Record<string, string[]> = {}) =>
    paletteActsFor({ org, everyModule: [], modules, fields: {} } as never).map(({ label }) => label);
  expect(labels([])).toContain('Change my password');
  expect(labels([])).not.toContain('Invite a person');
  expect(labels(['manageUsers'])).toContain('Invite a person');
  expect(labels([])).not.toContain('Import a file');
  expect(labels([], { Leads: ['import'] })).toContain('Import a file');
});
