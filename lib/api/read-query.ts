import type { z } from 'zod';
import { ApiError, invalidData } from './api-error';

/** Reads query parameters. @throws REQUIRED_PARAM_MISSING, or INVALID_DATA naming the parameter. PostgreSQL takes no NUL. */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, query: Record<string, string>): z.output<Schema> {
  const unfit = Object.keys(schema.shape).find((name) => query[name]?.includes('\0'));
  if (unfit) throw invalidData('the parameter is not valid', { param_name: unfit });
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  if (query[name] === undefined) {
    throw new ApiError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param_name: name });
  }
  throw invalidData('the parameter is not valid', { param_name: name });
}

/** The names of a comma-separated parameter. */
export const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
