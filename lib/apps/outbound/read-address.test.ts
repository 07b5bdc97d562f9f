import { expect, test } from 'vitest';
import { readAddress } from '../outbound';

test.each([
  ['https://example.org', 'https://example.org/'],
  ['  https://example.org/hook?token=1&b=%20 ', 'https://example.org/hook?token=1&b=%20'],
  ['HTTPS://Example.ORG:8443/a/../b', 'https://example.org:8443/b'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://[2001:db8::1]:9000/', 'https://[2001:db8::1]:9000/'],
  ['http://crm.internal:8080/', 'http://crm.internal:8080/'],
  ['https://0x7f.1/', 'https://127.0.0.1/'],
])('%s is read as %s', (text, href) => expect(readAddress(text).href).toBe(href));

test.each([
  ['', /^Type an address/],
  ['example.org/hook', /begins with https/],
  ['//example.org/hook', /begins with https/],
  ['ftp://example.org/', /begins with https/],
  ['javascript:alert(1)', /begins with https/],
  ['file:///etc/passwd', /begins with https/],
  ['https:example.org', /begins with https/],
  ['https:/example.org', /begins with https/],
  ['https:///example.org', /begins with https/],
  ['https:\\\\example.org', /backslashes/],
  ['https://good.example\\@evil.example/', /backslashes/],
  ['https://exam\nple.org/', /line breaks/],
  ['https://exam\tple.org/', /spaces/],
  ['https://example.org/a b', /spaces/],
  ['https://user:secret@example.org/', /user name or password/],
  ['https://@example.org/', /user name or password/],
  ['https://example.org/#part', /behind #/],
  ['https://example.org/#', /behind #/],
  ['https://example.org./', /dot at its end/],
  ['https://', /begins with https/],
  ['https://:443/', /not an address/],
  ['https://example.org:65536/', /not an address/],
  ['https://1.2.3.4.5/', /not an address/],
  ['https://[fe80::1%25eth0]/', /not an address/],
  ['https://exa mple.org/', /spaces/],
  [`https://example.org/${'a'.repeat(2_048)}`, /at most/],
])('%j is refused in words', (text, words) => {
  expect(() => readAddress(text)).toThrow(
    expect.objectContaining({ code: 'invalid', message: expect.stringMatching(words) }),
  );
});

test.each([0, 22, 25, 110, 587, 6000, 6667, 10080])('port %i belongs to another protocol', (port) => {
  expect(() => readAddress(`https://example.org:${port}/`)).toThrow(/belongs to another protocol/);
});

test('no refusal repeats what was typed', () => {
  for (const text of [
    'https://u:s3cret@example.org',
    'https://s3cret.example/#s3cret',
    's3cret',
    'https://s3cret:x/',
  ]) {
    expect(() => readAddress(text)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('s3cret') }),
    );
  }
});
