import { z } from 'zod';
import { type FieldErrors, invalid } from '@/lib/platform/errors';

/** Reads a verb's input by its schema. @throws invalid, its fields keyed by path (`rights.org`). */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
  throw invalid('Some of what you gave is not right.', { fields });
}

/**
 * A whole number as a setting or a parameter writes it: decimal digits and nothing else. `1e2`, `0x10`, `+5`, `5.0` and a
 * blank are none.
 * @param error what it has to be, in words
 */
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER, error = 'must be a whole number') =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^[0-9]{1,15}$/.test(given) ? Number(given) : Number.NaN),
    z.number({ error }).int().min(min).max(max),
  );
