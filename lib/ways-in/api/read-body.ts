import { ApiError, invalidData } from './api-error';
import { assertUncoded } from './assert-uncoded';
import type { Endpoint } from './endpoint';
import { NamesOnce } from './names-once';

/** Far above 100 records of the longest texts that people write; a file travels as multipart instead. */
export const MAX_JSON_BYTES = 5 * 1_000_000;
const DEEPEST = 64;
/** Far above 100 records of 500 fields. Five megabytes of empty objects hold the process for half a second. */
const MOST_PARTS = 250_000;
const SLOWEST_MS = 30_000;

/**
 * Reads a JSON body. One that is too large is not read to its end. A number that JavaScript would not keep as it is written
 * (2^53 + 1, seventeen digits) comes as its text, which ids and fields read exactly and what wants a number refuses.
 * @throws ApiError 413, 415, or 400 INVALID_DATA for what is not JSON, not UTF-8, nested over 64 levels,
 * made of more than 250,000 parts, or names one member of an object twice.
 */
export async function readJson(request: Request, slowestMs = SLOWEST_MS): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  // Zoho's own clients leave the type out or write text/plain.
  if (type && type !== 'application/json' && type !== 'text/plain') {
    throw new ApiError(415, 'INVALID_REQUEST', 'send the body as application/json');
  }
  return parseJson(await readBytes(request, MAX_JSON_BYTES, slowestMs));
}

/** A body that was read, as `readJson` takes it. @throws ApiError 400 as `readJson` */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  const exact = exactly(text);
  try {
    // A number where only a text may stand is one between quotes: what was sent must be JSON itself.
    if (exact !== text) JSON.parse(text);
    return JSON.parse(exact);
  } catch {
    throw invalidData('the body is not valid JSON');
  }
}

/**
 * A call that takes no body is not answered as if it had done what one says.
 * @throws ApiError INVALID_DATA for one that says anything; as `readBytes`
 */
export async function assertBodyTaken(
  request: Request,
  { method, body }: Pick<Endpoint, 'method' | 'body'>,
): Promise<void> {
  if (method === 'get' || body || request.body === null || request.headers.get('content-length') === '0') return;
  const given = (await readBytes(request.clone(), MAX_JSON_BYTES)).toString().trim();
  // Clients write an empty object where they have nothing to say.
  if (given !== '' && given !== '{}') throw invalidData('this call takes no body');
}

/** @throws ApiError 413 over `maxBytes`; 400 when it takes longer than 30 seconds; as `assertUncoded`. */
export async function readBytes(request: Request, maxBytes: number, slowestMs = SLOWEST_MS): Promise<Buffer> {
  assertUncoded(request);
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

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * The text with such numbers between quotes. What is read into values walks the tree: a body of too many parts, or nested
 * too deep, is refused before it is parsed, and so is one that would lose a value by its parsing.
 */
function exactly(text: string): string {
  let depth = 0;
  let parts = 0;
  let inText = false;
  let quote = 0;
  let taken = 0;
  let exact = '';
  const names = new NamesOnce();
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (inText) {
      if (code === 0x5c) n += 1;
      else if (code === 0x22) {
        inText = false;
        names.take(text, quote, n);
      }
    } else if (code === 0x22) {
      inText = true;
      quote = n;
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      parts += 1;
      names.enter(code === 0x7b);
      if (depth > DEEPEST) throw invalidData(`the body is nested over ${DEEPEST} levels`);
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      names.leave();
    } else if (code === 0x2c) parts += 1;
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      NUMBER.lastIndex = n;
      const [number = ''] = NUMBER.exec(text) ?? [];
      if (!isKept(number)) {
        exact += `${text.slice(taken, n)}"${number}"`;
        taken = n + number.length;
      }
      n += Math.max(number.length - 1, 0);
    }
    if (parts > MOST_PARTS) throw invalidData(`the body has more than ${MOST_PARTS} parts`);
  }
  return taken === 0 ? text : exact + text.slice(taken);
}

/** Up to fifteen digits a number comes back as it was written; above, whole numbers up to 2^53 do. */
function isKept(number: string): boolean {
  const [mantissa = ''] = number.split(/[eE]/);
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  const value = Number(number);
  if (!Number.isFinite(value) || (value === 0 && digits !== '')) return false;
  return digits.length <= 15 || (/^-?\d+$/.test(number) && Number.isSafeInteger(value));
}
