import type { BrandSettings, Language } from '@/lib/chat/setup/brand-schema';

/** What the brand says first, in the visitor's language where it has words of its own for it. Pure. */
export function firstWords(
  brand: Pick<BrandSettings, 'greeting' | 'offlineMessage' | 'words'> | null,
  language: Language,
  isHere: boolean,
): string {
  const own = brand?.words[language];
  if (isHere) return own?.greeting || brand?.greeting || '';
  return own?.offlineMessage || brand?.offlineMessage || '';
}
