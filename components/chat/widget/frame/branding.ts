import type { Core } from './core';
import { chooseLanguage } from './language';
import { loadTexts } from './texts';

/** After which a brand is asked for again when the panel opens: somebody may have come. */
const BRAND_MS = 60_000;

/** The brand as the server tells it, and the language it is spoken in. */
export function makeBranding({ api, brand, get, set }: Core) {
  let askedAt = 0;

  /** In the language that the site asks for, its page is in, or the browser prefers; of those the brand speaks. */
  const speak = async () => {
    const { brand: known, given, pageLanguage, language: now } = get();
    if (!known) return;
    const language = chooseLanguage(known.languages, [given.language, pageLanguage, ...navigator.languages]);
    if (language !== now) set({ texts: await loadTexts(language), language });
  };

  const load = async () => {
    set({ brand: await api.brand(brand) });
    askedAt = Date.now();
    await speak();
  };

  return {
    ...{ load, speak },
    refresh() {
      if (Date.now() - askedAt > BRAND_MS) load().catch(() => {});
    },
  };
}

export type Branding = ReturnType<typeof makeBranding>;
