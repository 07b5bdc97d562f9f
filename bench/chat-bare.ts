/**
 * The least that could tell operators of a message: one row and one NOTIFY in a transaction, one connection that listens,
 * and `node:http` that writes server-sent events. Nothing is checked, sealed or kept in order. Forked by `chat-servers.ts`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { atMs } from './at-ms';
import { memoryAfterGc } from './memory';

const BEAT_MS = 15_000;
const CHANNEL = 'bench_chat';

const sql = connect(env().DATABASE_URL);
const ofAll = new Set<ServerResponse>();
const byConversation = new Map<string, Set<ServerResponse>>();

function open(response: ServerResponse, conversation: string | null): void {
  const set = conversation === null ? ofAll : (byConversation.get(conversation) ?? new Set());
  set.add(response);
  if (conversation !== null) byConversation.set(conversation, set);
  const beat = setInterval(() => response.write(': beat\n\n'), BEAT_MS);
  response.once('close', () => {
    clearInterval(beat);
    set.delete(response);
  });
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: resync\ndata: {}\n\n');
}

function passOn(payload: string): void {
  const [conversationId = '', seq] = payload.split(' ');
  const event = `event: changed\ndata: ${JSON.stringify({ conversationId, seq: Number(seq) })}\n\n`;
  for (const stream of ofAll) stream.write(event);
  for (const stream of byConversation.get(conversationId) ?? []) stream.write(event);
}

async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { conversationId, text } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const begun = atMs();
  await sql.begin((tx) =>
    Promise.all([
      tx`insert into bench_chat (conversation_id, text) values (${conversationId}, ${text})`.execute(),
      tx`select pg_notify(${CHANNEL}, ${`${conversationId} 1`})`.execute(),
    ]),
  );
  response.writeHead(201, { 'content-type': 'application/json', 'x-begun': String(begun) }).end('{}');
}

await sql.listen(CHANNEL, passOn);
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/stream') open(response, searchParams.get('conversation'));
  else if (pathname === '/bench/memory') response.end(JSON.stringify(memoryAfterGc()));
  else void keep(request, response);
});
process.once('message', () =>
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port)),
);
process.once('disconnect', () => process.exit(0));
