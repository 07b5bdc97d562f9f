/** All languages at once: for our own screens and for tests. The frame loads the one that it needs. */
import type { Language } from '@/lib/chat/setup/brand-schema';
import { ar } from './ar';
import { de } from './de';
import { en, type Texts } from './en';
import { es } from './es';
import { fr } from './fr';
import { he } from './he';

export const TEXTS: Record<Language, Texts> = { en, es, ar, he, de, fr };
