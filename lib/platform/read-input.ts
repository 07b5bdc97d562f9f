import type { z } from 'zod';
import { type FieldErrors, invalid } from '@/lib/platform/errors';

/** Reads a verb's input by its schema. @throws invalid, its fields keyed by path (`rights.org`). */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
  throw invalid('Some of what you gave is not right.', { fields });
}
