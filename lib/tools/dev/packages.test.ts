import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licencesOf, notAllowed, readLock } from './licence-list';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

test('each dependency has a line in docs/dependencies.md that says why it is there, under the right heading', () => {
  const [, product = '', development = ''] = readFileSync('docs/dependencies.md', 'utf8').split('\n## ');
  const named = (text: string) => {
    const rows = [...text.matchAll(/^\| (`.*`) \| \S.*\|$/gm)].flatMap(([, names = '']) => names.split(', '));
    return rows.map((name) => name.replaceAll('`', '')).sort();
  };
  expect(named(product)).toEqual(Object.keys(manifest.dependencies).sort());
  expect(named(development)).toEqual(Object.keys(manifest.devDependencies).sort());
});

test('every package that is installed has a licence under which we may use and hand it on', () => {
  expect(notAllowed(readLock())).toEqual([]);
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0', license: 'GPL-3.0-only' },
    'node_modules/a/node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '3.0.0', license: '(GPL-2.0-only OR MIT)' },
    'node_modules/d': { version: '4.0.0', license: 'MIT AND SSPL-1.0' },
  };
  expect(notAllowed({ packages }).map(({ name }) => name)).toEqual(['a@1.0.0', 'b@2.0.0', 'd@4.0.0']);
  expect(licencesOf({ packages })).toContainEqual(['none named', ['b@2.0.0']]);
});

test('the lock file names no registry: packages come from the one that is set up, and are known by their hashes', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { integrity?: string; resolved?: string; inBundle?: boolean }>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  expect(installed.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  // What a package brings inside itself is under its hash.
  const byThemselves = installed.filter(([, { inBundle }]) => !inBundle);
  const unknown = byThemselves.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
  expect(unknown.map(([path]) => path)).toEqual([]);
});
