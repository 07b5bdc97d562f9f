import type { z } from 'zod';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { readBytes } from '@/lib/ways-in/api/read-body';

/** Far above the longest message; a file travels by itself. */
const MAX_JSON_BYTES = 64_000;
const SLOWEST_MS = 10_000;

/**
 * Reads a JSON body by a schema. It must say that it is JSON: a page of another site cannot send that by itself.
 * @throws invalid (413 over 64 kB, 415 for another type)
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw invalid('Send the body as application/json.', { reason: 'MEDIA_TYPE' });
  }
  const bytes = await readBytes(request, MAX_JSON_BYTES, SLOWEST_MS);
  return readInput(schema, parse(bytes));
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('The body is not JSON.');
  }
}
