import { expect, test } from 'vitest';
import { url } from './url';

test.each(['https://example.org/a?b=c#d', 'http://localhost:3000', 'HTTPS://Example.org'])('reads %s', (text) =>
  expect(url.parse(text, {})).toEqual({ ok: true, value: text }),
);

test('a bare domain becomes a link', () =>
  expect(url.parse('www.example.org/x', {})).toEqual({ ok: true, value: 'https://www.example.org/x' }));

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://example.org',
  '//example.org',
  'https://user:secret@example.org',
  'https://exa mple.org',
  'https:\\\\example.org',
  'https://',
  `https://example.org/${'a'.repeat(450)}`,
])('refuses %s', (text) => expect(url.parse(text, {}).ok).toBe(false));

test('the case of the host and a last slash do not count, the case of the path does', () => {
  expect(url.normalise('https://Example.org/')).toBe(url.normalise('https://example.org'));
  expect(url.normalise('https://example.org/A')).not.toBe(url.normalise('https://example.org/a'));
});
