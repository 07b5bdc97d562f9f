import { ApiError, invalidData } from './api-error';

/** Far above 100 records of the longest texts that people write; a file travels as multipart instead. */
export const MAX_JSON_BYTES = 5 * 1_000_000;
const DEEPEST = 64;
const SLOWEST_MS = 30_000;

/**
 * Reads a JSON body. One that is too large is not read to its end.
 * @throws ApiError 413, 415, or 400 INVALID_DATA for what is not JSON, not UTF-8, or nested over 64 levels.
 */
export async function readJson(request: Request, slowestMs = SLOWEST_MS): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  // Zoho's own clients leave the type out or write text/plain.
  if (type && type !== 'application/json' && type !== 'text/plain') {
    throw new ApiError(415, 'INVALID_REQUEST', 'send the body as application/json');
  }
  const text = decode(await readBytes(request, MAX_JSON_BYTES, slowestMs));
  assertShallow(text);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidData('the body is not valid JSON');
  }
}

/** @throws ApiError 413 over `maxBytes`; 400 when it takes longer than 30 seconds. */
export async function readBytes(request: Request, maxBytes: number, slowestMs = SLOWEST_MS): Promise<Buffer> {
  const length = request.headers.get('content-length');
  if (length === null) return countBytes(request, maxBytes, slowestMs);
  if (Number(length) > maxBytes) throw tooLarge(maxBytes);
  return readWhole(request, Number(length), slowestMs);
}

/** Of a body that says how long it is the server takes no more than that; read whole it costs a third of what a stream does. */
async function readWhole(request: Request, length: number, slowestMs: number): Promise<Buffer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), slowestMs);
  });
  const read = await Promise.race([request.arrayBuffer().catch(() => null), late]);
  clearTimeout(timer);
  if (read === 'late') throw invalidData('the body took too long');
  if (read?.byteLength !== length) throw invalidData('the body did not arrive whole');
  return Buffer.from(read);
}

/** Counts a body of unknown length as it comes, so that one that is too large is not read to its end. */
async function countBytes(request: Request, maxBytes: number, slowestMs: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    void reader.cancel(new Error('slow')).catch(() => {});
  }, slowestMs);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // A body cut off reads like one at its end.
      if (isLate) throw invalidData('the body took too long');
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) {
        void reader.cancel().catch(() => {});
        throw tooLarge(maxBytes);
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw invalidData('the body did not arrive whole');
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number) => new ApiError(413, 'LIMIT_EXCEEDED', 'the body is too large', { limit });

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidData('the body is not UTF-8');
  }
}

/** What is read into values walks the tree: a body nested ten thousand deep is refused before it is parsed. */
function assertShallow(text: string): void {
  let depth = 0;
  let inText = false;
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (inText) {
      if (code === 0x5c) n += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > DEEPEST) throw invalidData(`the body is nested over ${DEEPEST} levels`);
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
}
