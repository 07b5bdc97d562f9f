import { z } from 'zod';

/** One line of text that shows what it says: no control characters, no marks that turn text around. */
export const lineSchema = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, { error: `Give ${what}.` })
    .max(most, { error: `At most ${most} characters.` })
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, { error: 'Use one line of plain text.' });
