/** The words of the widget in the languages a brand can offer. What the brand itself says stays in its own words. */
import type { Language } from '@/lib/chat/setup/brand-schema';
import { en, type Texts } from './text/en';

export type { Texts } from './text/en';

/** Each language but English is a file of its own, so that a visitor loads one at most; without it, English. */
export async function loadTexts(language: Language): Promise<Texts> {
  if (language === 'en') return en;
  const path = `/widget-text-${language}.js`;
  return import(path).then(
    (texts: Record<string, Texts>) => texts[language] ?? en,
    () => en,
  );
}

export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
