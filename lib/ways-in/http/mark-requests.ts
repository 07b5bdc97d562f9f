/**
 * Stands before every handler of this process's HTTP servers, Next's too: refuses a head that cannot be right and a
 * method that nobody takes, answers what is asked of no address (`OPTIONS *`), takes away what only a proxy may say
 * (`request-head.ts`), fills in the headers of every answer (`answer-headers.ts`), the id of its request among them, and writes
 * headers of our own over whatever a client sent in them: the connection's address, the request's id for log and ledger, and the
 * path asked for.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { env } from '@/lib/platform/env';
import { once } from '@/lib/platform/once';
import { completeHead, headersAt, isPublicFile } from './answer-headers';
import { cleanHead, type HeadRules, setHeader } from './request-head';
import { rememberResponse } from './unavailable';

export const PEER_HEADER = 'x-careledger-peer';
export const REQUEST_ID_HEADER = 'x-careledger-request';
export const PATH_HEADER = 'x-careledger-path';

/** The id under which the answer, log and ledger know the request. */
export const requestIdOf = (given: Headers): string => given.get(REQUEST_ID_HEADER) ?? crypto.randomUUID();

interface RequestStart {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

const READING = ['GET', 'HEAD'];
/** Any other, such as TRACE, has no `Request` of the web's: frameworks would answer with an error of ours. */
const METHODS = [...READING, 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const marking = once('ways-in/http/mark-requests', () => ({ begun: false }));
const answered = new WeakSet<object>();
const guarded = new WeakSet<Server>();

/** Marks every request of this process's HTTP servers from now on. Idempotent. */
export function markRequests(): void {
  if (marking.begun) return;
  marking.begun = true;
  subscribe('http.server.request.start', (message) => mark(message as RequestStart));
}

function mark({ request, response, server }: RequestStart): void {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]?.slice(0, 1000) ?? '/';
  const requestId = crypto.randomUUID();
  const { missing, always } = headersAt(path, env().NEXTAUTH_URL?.startsWith('https:') ?? false);
  completeHead(response, { missing: { ...missing, 'x-request-id': requestId }, always });
  if (request.method === 'OPTIONS' && request.url === '*') {
    answer({ request, response, server }, 204, '');
    return;
  }
  const wrong = cleanHead(request, headRules());
  if (wrong !== null) {
    answer({ request, response, server }, 400, wrong);
    return;
  }
  if (!METHODS.includes(request.method ?? '')) {
    answer({ request, response, server }, 405, 'This method is none of ours.');
    return;
  }
  if (isPublicFile(path) && request.method !== 'GET' && request.method !== 'HEAD') {
    answer({ request, response, server }, 405, 'A file is only read.', READING);
    return;
  }
  setHeader(request, PEER_HEADER, request.socket.remoteAddress ?? '');
  setHeader(request, REQUEST_ID_HEADER, requestId);
  rememberResponse(requestId, response);
  setHeader(request, PATH_HEADER, path);
}

function headRules(): HeadRules {
  const { NEXTAUTH_URL: address, TRUST_PROXY: trustProxy } = env();
  return { trustProxy, publicHost: address ? new URL(address).host : null };
}

/** Answers at once. The server, which is told of the request after us, hands it to nobody. */
function answer(
  { request, response, server }: RequestStart,
  status: 204 | 400 | 405,
  why: string,
  allowed = METHODS,
): void {
  answered.add(request);
  if (!guarded.has(server)) {
    guarded.add(server);
    const emit = server.emit;
    server.emit = function emitUnlessAnswered(this: Server, name: string | symbol, ...given: unknown[]) {
      if (typeof given[0] === 'object' && given[0] !== null && answered.has(given[0])) return true;
      return Reflect.apply(emit, this, [name, ...given]);
    } as typeof emit;
  }
  if (status !== 400) response.setHeader('allow', allowed.join(', '));
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(status === 204 ? undefined : `${why}\n`);
}
