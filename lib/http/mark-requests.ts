/**
 * Headers of our own that the server writes over every request before Next sees it, so that what a client sends in them
 * never counts: the connection's address, the request's id for log and ledger, and the path asked for.
 */
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

export const PEER_HEADER = 'x-careledger-peer';
export const REQUEST_ID_HEADER = 'x-careledger-request';
export const PATH_HEADER = 'x-careledger-path';

interface RequestStart {
  request: IncomingMessage;
}

let marking = false;

/** Marks every request of this process's HTTP servers from now on. Idempotent. */
export function markRequests(): void {
  if (marking) return;
  marking = true;
  subscribe('http.server.request.start', (message) => mark((message as RequestStart).request));
}

function mark(request: IncomingMessage): void {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
  request.headers[REQUEST_ID_HEADER] = randomUUID();
  request.headers[PATH_HEADER] = (request.url ?? '/').split(/[?#]/, 1)[0]?.slice(0, 1000) ?? '/';
}
