/** One line of text that shows what it says: no control characters, no marks that turn text around. */
import { z } from 'zod';

/** The whole of such a line; it may be empty. */
export const PLAIN_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u;
export const PLAIN_LINE_ERROR = { error: 'Use one line of plain text.' };

/** A line that must not be empty. @param what is asked for where it is: `a name`. */
export const plainLine = (what: string, most: number) =>
  z
    .string()
    .trim()
    .min(1, { error: `Give ${what}.` })
    .max(most, { error: `At most ${most} characters.` })
    .regex(PLAIN_LINE, PLAIN_LINE_ERROR);
