/** What CONTRIBUTING.md and the other documents name must be there. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from './import-graph';

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

const howTo = (title: string): string =>
  readFileSync('CONTRIBUTING.md', 'utf8')
    .split('\n### ')
    .find((part) => part.startsWith(title)) ?? '';

test('the list for a field type has each file with a table of all types', () => {
  const files = sourceFiles(['app', 'components', 'lib']).filter((path) =>
    /: Record<FieldTypeKey, /.test(readFileSync(path, 'utf8')),
  );
  expect(files).toHaveLength(3);
  expect(files.filter((path) => !howTo('A field type').includes(`\`${path}\` *(compiler)*`))).toEqual([]);
});

test('the lists for an act, an endpoint and a page have the tables that their tests read', () => {
  expect(howTo('An act')).toContain('`lib/protection/ledger/action-groups.ts`');
  const tables = (test: string) =>
    importsOf(test)
      .map(({ to }) => to)
      .filter((path) => /^lib\/tools\/testing\/.*(access-matrix|surfaces|requests|queries|table)\.ts$/.test(path));
  const [coverage, matrix, walks] = [
    'lib/tools/testing/non-interference/coverage.test.ts',
    'lib/tools/testing/access-matrix.test.ts',
    'lib/tools/testing/walks/walks.test.ts',
  ].map(tables);
  const listed = `${howTo('An endpoint')}${howTo('A page')}`;
  for (const path of [coverage, matrix, walks].flatMap((found) => found ?? [])) expect(listed).toContain(`\`${path}\``);
  expect(coverage).toHaveLength(3);
});
