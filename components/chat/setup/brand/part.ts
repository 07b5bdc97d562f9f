import type { BrandSettings } from '@/lib/chat/setup/brand-schema';

/** What each card of a brand's page is given. */
export interface BrandPartProps {
  settings: BrandSettings;
  change: (changes: Partial<BrandSettings>) => void;
  /** By path, `settings.origins.0`. */
  errors: Readonly<Record<string, string>>;
}
