import { z } from 'zod';

/**
 * An address, as it is kept: in lower case. What is not ASCII is refused before, since Unicode has letters that become ASCII by it
 * (`K`, U+212A, becomes `k`), and others that are drawn alike. @param error what is said of what is no address
 */
export const emailField = (error: string) =>
  z
    .string()
    .trim()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, and nothing else
    .regex(/^[\x00-\x7f]*$/, { error: 'Write the address in plain letters, without accents or other alphabets.' })
    .toLowerCase()
    .max(254, { error: 'At most 254 characters.' })
    .pipe(z.email({ error }));
