import fc from 'fast-check';
import { expect, test } from 'vitest';
import { domainOf, isDomain, normalEmail } from './email';

test('an address is read in lower case, without what stands around it', () => {
  expect(normalEmail(' Olga@Clinic.Example ')).toBe('olga@clinic.example');
  expect(domainOf('olga@clinic.example')).toBe('clinic.example');
});

test.each([
  ['Cyrillic that looks like Latin', 'оlga@clinic.example'],
  ['the sign of Kelvin, which lower case makes a k', 'mar\u212a@clinic.example'],
  ['a dotless i', 'ol\u0131ga@clinic.example'],
  ['full width', 'olga＠clinic.example'],
  ['a mark that shows nothing', 'ol\u200bga@clinic.example'],
  ['a combining accent', 'olga\u0301@clinic.example'],
  ['two', 'olga@clinic.example,otto@clinic.example'],
  ['two in one', 'olga@evil.example@clinic.example'],
  ['a line break', 'olga@clinic.example\nx'],
  ['quotes', '"olga@evil.example"@clinic.example'],
  ['a zero', 'olga\0@clinic.example'],
  ['no domain', 'olga@'],
  ['a domain without a dot', 'olga@clinic'],
  ['nothing', ''],
  ['a list', ['olga@clinic.example']],
  ['no text', 7],
])('is none: %s', (_, given) => expect(normalEmail(given)).toBeNull());

test('whatever text is given, what is read is ASCII in lower case and reads as itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress()), (text) => {
      const read = normalEmail(text);
      if (read === null) return;
      expect(read).toMatch(/^[\x21-\x7e]+$/);
      expect(read).toBe(read.toLowerCase());
      expect(normalEmail(read)).toBe(read);
    }),
  );
});

test.each(['clinic.example', 'a.b-c.example'])('%s is a domain', (text) => expect(isDomain(text)).toBe(true));
test.each(['clinic', '-a.example', 'a..example', 'a@b.example', 'clіnic.example', ''])('%j is none', (text) =>
  expect(isDomain(text)).toBe(false),
);
