import { expect, test } from 'vitest';
import { firstUrl, isDatabaseUrl, placeOf, sessionAttributes, urlsOfHosts } from '@/lib/platform/database-url';

const SEVERAL = 'postgres://app:p%40ss@a.example:5433,b.example/care?sslmode=require&target_session_attrs=read-write';

test('a URL with several hosts is one URL a host, with user, database and the other parameters', () => {
  expect(urlsOfHosts(SEVERAL)?.map(String)).toEqual([
    'postgres://app:p%40ss@a.example:5433/care?sslmode=require',
    'postgres://app:p%40ss@b.example/care?sslmode=require',
  ]);
  expect(firstUrl(SEVERAL).username).toBe('app');
  expect(placeOf(SEVERAL)).toBe('a.example:5433,b.example/care');
});

test('what is no URL of PostgreSQL, or asks for sessions that there are not, is refused', () => {
  for (const good of [SEVERAL, 'postgresql://h/x', 'postgres://u@h:1/x?target_session_attrs=any'])
    expect(isDatabaseUrl(good)).toBe(true);
  for (const bad of [
    'mysql://a/b',
    'postgres://u@h:x,i/y',
    'postgres://u@a,,b/y',
    'postgres://h/x?target_session_attrs=best',
    '',
  ])
    expect(isDatabaseUrl(bad)).toBe(false);
});

test('of several hosts the one that takes changes is meant, unless the URL says otherwise', () => {
  expect(sessionAttributes('postgres://a,b/x')).toBe('read-write');
  expect(sessionAttributes('postgres://a,b/x?target_session_attrs=any')).toBeUndefined();
  expect(sessionAttributes('postgres://a/x')).toBeUndefined();
});
