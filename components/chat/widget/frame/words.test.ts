import { expect, test } from 'vitest';
import { DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { firstWords } from './words';

test('the greeting is in the visitor’s language where the brand has one, else the brand’s own', () => {
  const words = { es: { greeting: '¡Hola!', offlineMessage: '' }, de: { greeting: '', offlineMessage: 'Niemand da.' } };
  const brand = { ...DEFAULT_BRAND, words };
  expect(firstWords(brand, 'es', true)).toBe('¡Hola!');
  expect(firstWords(brand, 'es', false)).toBe(DEFAULT_BRAND.offlineMessage);
  expect(firstWords(brand, 'de', false)).toBe('Niemand da.');
  expect(firstWords(brand, 'de', true)).toBe(DEFAULT_BRAND.greeting);
  expect(firstWords(brand, 'fr', true)).toBe(DEFAULT_BRAND.greeting);
  expect(firstWords(null, 'en', true)).toBe('');
});
