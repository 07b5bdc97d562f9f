/** Which of a brand's languages a visitor gets, and which way it is written. */
import type { Language } from '@/lib/chat/setup/brand-schema';

export const directionOf = (language: Language): 'rtl' | 'ltr' =>
  language === 'ar' || language === 'he' ? 'rtl' : 'ltr';

/** The first that is wished for (`es-MX` is Spanish) and that the brand speaks; else the brand's first. */
export function chooseLanguage(spoken: readonly Language[], wished: readonly string[]): Language {
  for (const wish of wished) {
    const found = spoken.find((language) => language === wish.toLowerCase().split(/[-_]/)[0]);
    if (found) return found;
  }
  return spoken[0] ?? 'en';
}
