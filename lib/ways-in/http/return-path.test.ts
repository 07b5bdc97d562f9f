import { expect, test } from 'vitest';
import { returnPathOf } from './return-path';

test.each(['/', '/m/Contacts', '/m/Contacts/123?tab=health', '/setup/users'])('%s is a page of ours', (path) => {
  expect(returnPathOf(path)).toBe(path);
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/./\\evil.example',
  'javascript:alert(1)',
  ' /m/Contacts',
  'm/Contacts',
  '/api/auth/csrf',
  '/sign-in?callbackUrl=/sign-in',
  `/${'x'.repeat(1000)}`,
  undefined,
  null,
  ['/m/Contacts'],
])('%j leads to the start', (given) => {
  expect(returnPathOf(given)).toBe('/');
});
