import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { OutboundError } from './error';

type Unpack = (raw: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unzip: Unpack = promisify(gunzip);
const wrapped: Unpack = promisify(inflate);
const bare: Unpack = promisify(inflateRaw);
// Half of the servers leave the wrapper out, which the low half of its first byte tells.
const deflated: Unpack = (raw, options) => ((raw[0] ?? 0) % 16 === 8 ? wrapped : bare)(raw, options);

const PACKED: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', unzip],
  ['x-gzip', unzip],
  ['deflate', deflated],
  ['br', promisify(brotliDecompress) as Unpack],
]);

/**
 * Unpacks a body, at most to `answerBytes`: a bomb is not unpacked further.
 * @param coding The header `Content-Encoding`. Packed twice is taken by nobody who means well.
 * @throws OutboundError `too_large`, `bad_answer`
 */
export async function readBody(raw: Buffer, coding: string, answerBytes: number): Promise<string> {
  if (raw.length === 0 || coding === '' || coding === 'identity') return raw.toString('utf8');
  const unpack = PACKED.get(coding);
  if (!unpack) throw new OutboundError('bad_answer', { phase: 'reading' });
  try {
    return (await unpack(raw, { maxOutputLength: answerBytes })).toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OutboundError(code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'bad_answer', { phase: 'reading' });
  }
}
