import { invalid } from '../errors';

/**
 * Decodes a file's bytes as they come: UTF-8 with or without a byte order mark, UTF-16 with one. Anything else is refused
 * rather than guessed, since a wrong guess spoils names.
 * @throws invalid, saying about where.
 */
export async function* decodeText(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let bytes = 0;
  const decode = (chunk?: Buffer): string => {
    decoder ??= new TextDecoder(encodingOf(chunk ?? Buffer.alloc(0)), { fatal: true });
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      const message = `The file is not valid ${decoder.encoding.toUpperCase()} (after byte ${bytes}). Save it as UTF-8.`;
      throw invalid(message, { reason: 'BAD_ENCODING' });
    }
  };
  for await (const chunk of source) {
    yield decode(chunk);
    bytes += chunk.length;
  }
  yield decode();
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
