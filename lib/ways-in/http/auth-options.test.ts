import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { sourceFiles } from '@/lib/tools/dev/import-graph';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function cookieAt(address: string) {
  vi.stubEnv('NEXTAUTH_URL', address);
  vi.resetModules();
  const { authOptions, sessionCookie } = await import('./auth-options');
  return { own: sessionCookie(), nextAuths: authOptions().cookies };
}

test('over https the session’s cookie is of this host only, out of reach of scripts, and not sent along by other sites', async () => {
  const { own, nextAuths } = await cookieAt('https://crm.example');
  expect(own).toEqual({
    name: '__Host-careledger.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
  });
  expect(nextAuths).toEqual({ sessionToken: own });
});

test('without TLS, as on one’s own machine, the cookie has no name that asks for it', async () => {
  const { own } = await cookieAt('http://localhost:3000');
  expect(own).toMatchObject({ name: 'careledger.session', options: { httpOnly: true, secure: false } });
});

/** Each takes name and attributes from `sessionCookie`. */
const SETS_COOKIES = [
  'lib/ways-in/http/auth-options.ts',
  'lib/ways-in/http/give-session.ts',
  'lib/ways-in/http/sign-out.ts',
  'lib/ways-in/http/sso/cookies.ts',
];

test('every cookie of ours has the attributes of the session’s, and no script sets one', () => {
  const sources = sourceFiles(['app', 'components', 'lib'])
    .filter((path) => !/\.test\.|^lib\/tools\/|\/testing\//.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const found = sources.filter(({ text }) => /cookies\(\)\)\.set\(|\bcookies\.set\(|set-cookie['"]?[:,]/i.test(text));
  expect(found.map(({ path }) => path).sort()).toEqual(SETS_COOKIES);
  for (const { path, text } of found) expect(text, path).toContain('sessionCookie()');
  expect(sources.filter(({ text }) => /document\.cookie/.test(text)).map(({ path }) => path)).toEqual([]);
});

test('a text that is answered says in which letters it is', () => {
  const sources = sourceFiles(['app', 'lib/ways-in', 'lib/crm/exports', 'lib/admin', 'lib/crm/accounting']);
  const named = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/(?:content-type'?:|csv:) '((?:text\/|[^']*xml)[^']*)'/gi)].map(
      ([, type = '']) => ({ path, type }),
    ),
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter(({ type }) => !type.endsWith('; charset=utf-8'))).toEqual([]);
});
