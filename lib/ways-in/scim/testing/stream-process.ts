/**
 * A process with open streams of somebody's session, as the web server has them. Prints "open", and for each stream that ended the
 * time. Started by `lib/ways-in/scim/leaver.test.ts` with the session's token as JSON, and how many.
 */
import { hintStream } from '@/lib/chat/live/stream';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { watchToken } from '@/lib/ways-in/http/watch-token';

const token = JSON.parse(process.argv[2] ?? '') as SessionToken;
const count = Number(process.argv[3]);

async function open(): Promise<ReadableStreamDefaultReader<string>> {
  const contextNow = watchToken(token, { requestId: 'stream', ip: null });
  const stream = await hintStream({
    orgId: token.orgId,
    signal: new AbortController().signal,
    mayGoOn: async () => (await contextNow()) !== null,
  });
  return stream.pipeThrough(new TextDecoderStream()).getReader();
}

async function toItsEnd(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  for (let piece = await reader.read(); !piece.done; piece = await reader.read());
  process.stdout.write(`${Date.now()}\n`);
}

const readers = await Promise.all(Array.from({ length: count }, open));
process.stdout.write('open\n');
await Promise.all(readers.map(toItsEnd));
