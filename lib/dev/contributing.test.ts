/** What CONTRIBUTING.md and the other documents name must be there. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const DOCUMENTS = ['CONTRIBUTING.md', 'README.md', 'CHANGELOG.md', 'docs/dependencies.md', 'docs/operations.md'];
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  scripts: Record<string, string>;
};

test.each(DOCUMENTS)('every command of npm that %s names is there', (document) => {
  const named = [...readFileSync(document, 'utf8').matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !(name && name in manifest.scripts))).toEqual([]);
});

test.each(DOCUMENTS)('every file and folder of the project that %s names is there', (document) => {
  const text = readFileSync(document, 'utf8');
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
  const paths = quoted.filter((code) =>
    /^(\.vscode|\.github|app|bench|components|docs|drizzle|e2e|lib|patches)\/[^\s…<{}*]*$/.test(code),
  );
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => join(dirname(document), path ?? ''));
  expect([...paths, ...links].filter((path) => !existsSync(path))).toEqual([]);
});

test('the version of package.json is the newest of CHANGELOG.md', () => {
  const [, newest] = readFileSync('CHANGELOG.md', 'utf8').match(/^## (\d+\.\d+\.\d+)/m) ?? [];
  expect(manifest.version).toBe(newest);
});
