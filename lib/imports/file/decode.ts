import { invalid } from '../../errors';
import { ENCODINGS, type Encoding } from './format';

/**
 * Decodes a file's bytes as they come; a byte order mark is dropped.
 * @throws invalid where the bytes are not of this encoding, saying about where.
 */
export async function* decodeText(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const message = `The file is not valid ${ENCODINGS[encoding]} (after byte ${bytes}). Save it as UTF-8.`;
      throw invalid(message, { reason: 'BAD_ENCODING' });
    }
  };
  for await (const chunk of source) {
    yield decode(chunk);
    bytes += chunk.length;
  }
  yield decode();
}
