import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AppModule, Connector } from './connector';
import { CONNECTORS } from './registry';

const KIND = { zoho_app: 'Zoho app', third_party: 'third party' } as const;

const neededBy = ({ fields }: AppModule): string =>
  fields
    .filter(({ needed }) => needed)
    .map(({ label }) => label)
    .join(', ') || 'nothing';

const rowOf = ({ label, kind, modules, everyModule }: Connector): string => {
  const named = Object.entries(modules).map(([module, taken]) => `${module}: ${neededBy(taken)}`);
  const others = everyModule ? [`${named.length > 0 ? 'others' : 'every module'}: ${neededBy(everyModule)}`] : [];
  return `| ${label} | ${KIND[kind]} | ${[...named, ...others].join('; ')} |`;
};

test('docs/operations/apps.md says of each app which modules it takes, and what it cannot do without', () => {
  const text = readFileSync('docs/operations/apps.md', 'utf8');
  expect(CONNECTORS.map(rowOf).filter((row) => !text.includes(row))).toEqual([]);
});
