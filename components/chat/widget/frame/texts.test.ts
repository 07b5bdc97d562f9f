import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '@/lib/chat/setup/brand-schema';
import { chooseLanguage, directionOf } from './language';
import { TEXTS } from './text/all';
import { fill } from './texts';

const languages = Object.keys(LANGUAGES) as Language[];
const placesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test.each(languages)('%s says everything, with the same places to fill in as English', (language) => {
  for (const [key, text] of Object.entries(TEXTS.en)) {
    const said = TEXTS[language][key as keyof typeof TEXTS.en];
    expect(said?.trim(), key).toBeTruthy();
    expect(placesOf(said), key).toEqual(placesOf(text));
  }
});

test('Arabic and Hebrew run from right to left, the others from left to right', () => {
  expect(languages.filter((language) => directionOf(language) === 'rtl').sort()).toEqual(['ar', 'he']);
});

test('a visitor is spoken to in the first language wished for that the brand speaks', () => {
  expect(chooseLanguage(['en', 'es'], ['', 'es-MX', 'en'])).toBe('es');
  expect(chooseLanguage(['en', 'ar'], ['fr', 'ar_EG'])).toBe('ar');
  expect(chooseLanguage(['de', 'fr'], ['pt-BR'])).toBe('de');
});

test('a name that looks like a place to fill in is left as it is', () => {
  expect(fill('{name} is typing…', { name: '{count}' })).toBe('{count} is typing…');
});
