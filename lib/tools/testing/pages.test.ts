/** What each page says of itself, in the `access.ts` beside it. */
import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { setupMenuFor } from '@/components/shell/setup-menu';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { importsOf, sourceFiles } from '@/lib/tools/dev/import-graph';
import { pageFiles } from './non-interference/app-files';
import { isAddressOf, readPages } from './pages';

const accessFiles = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(^|\/)access\.ts$/.test(file),
);

const PROFILES = { Administrator: 'administrator', Operator: 'operator', 'Compliance Officer': 'officer' } as const;

test('every page says beside it who sees it and what it tells of protected data, and nothing else does', () => {
  const pages = pageFiles();
  expect(pages.length).toBeGreaterThan(50);
  expect(pages.filter((file) => !existsSync(`app/${file.replace('page.tsx', 'access.ts')}`))).toEqual([]);
  expect(accessFiles.filter((file) => !pages.includes(file.replace('access.ts', 'page.tsx')))).toEqual([]);
});

test('the address that a page gives of itself is its own, and so are those that are asked for', async () => {
  const wrong = (await readPages()).flatMap(({ file, path, requests }) =>
    [path, ...(Array.isArray(requests) ? requests : [])]
      .filter((address) => !isAddressOf(file, address))
      .map((address) => `${file}: ${address}`),
  );
  expect(wrong).toEqual([]);
});

/**
 * A `loading.tsx` goes out before its page is asked, with 200: `notFound()` cannot take that back. What status comes is asked
 * of every page by e2e/security/access-matrix.spec.ts.
 */
test('what is not there is answered with 404: no loading screen goes out before a page that may find nothing', () => {
  const folders = pageFiles().map((file) => file.split('/').slice(0, -1));
  const early = folders.flatMap((parts) => {
    const above = (n: number) => ['app', ...parts.slice(0, n)].join('/');
    const at = parts.findIndex((_, n) => existsSync(`${above(n + 1)}/loading.tsx`));
    if (at < 0) return [];
    // Whoever is named by the address must have been looked for outside of the loading screen: in a layout.
    const asked = parts.flatMap((part, n) => (part.startsWith('[') ? [n] : []));
    const isLooked = (n: number) => n <= at && existsSync(`${above(n + 1)}/layout.tsx`);
    return asked.every(isLooked) ? [] : [parts.join('/')];
  });
  expect(early).toEqual([]);
});

test('what a page says of itself is for tests: nothing that runs imports it', () => {
  const importers = sourceFiles(['app', 'components', 'lib'])
    .filter((path) => !path.startsWith('lib/tools/testing/'))
    .flatMap(importsOf)
    .filter(({ to }) => /^app\/(.*\/)?access\.ts$/.test(to));
  expect(importers).toEqual([]);
});

test('the menu of Setup leads nobody to a page that refuses them', async () => {
  const pages = await readPages();
  const led = Object.entries(PROFILES).flatMap(([profile, who]) =>
    setupMenuFor(STANDARD_PROFILES[profile as keyof typeof PROFILES])
      .flatMap(({ items }) => items)
      .map(({ href }) => ({ who, href })),
  );
  expect(led.length).toBeGreaterThan(20);
  const seen = ({ who, href }: (typeof led)[number]) => pages.find(({ path }) => path === href)?.seenBy[who];
  expect(led.filter((link) => seen(link) !== 'open')).toEqual([]);
});
