import type { IncomingMessage } from 'node:http';
import type { OutboundReason } from './error';

export interface Received {
  status: number;
  headers: Record<string, string>;
  raw: Buffer;
  coding: string;
}

interface Gathering {
  fail(reason: OutboundReason): void;
  done(received: Received): void;
}

/** Reads an answer to its end, or up to `most` bytes of its body. */
export function gather(answer: IncomingMessage, most: number, { fail, done }: Gathering): void {
  if (Number(answer.headers['content-length'] ?? 0) > most) {
    fail('too_large');
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  answer.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) fail('too_large');
    else chunks.push(chunk);
  });
  answer.on('end', () => (answer.complete ? done(received(answer, Buffer.concat(chunks))) : fail('bad_answer')));
}

function received(answer: IncomingMessage, raw: Buffer): Received {
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'set-cookie');
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    raw,
    coding: (answer.headers['content-encoding'] ?? '').trim().toLowerCase(),
  };
}
