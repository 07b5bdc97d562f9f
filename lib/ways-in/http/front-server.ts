/** The one HTTP server of a process: a door's address is answered by the door, every other by somebody else. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { clock } from '@/lib/platform/clock';
import { log } from '@/lib/platform/log';
import type { Doors, Listener } from './doors';
import { markRequests } from './mark-requests';

/** Less than whoever looks after the process waits before it kills it. */
const GRACE_MS = 8_000;

export interface FrontServer {
  server: Server;
  /** Takes no more, ends streams at once and whatever else is open within `graceMs`. Resolves when all is closed. */
  drain(graceMs?: number): Promise<void>;
}

/**
 * Makes the server; it does not listen yet. Every request passes `markRequests` first.
 * @param doorsNow asked at each request: in development the doors are opened anew when their code changes
 * @param others answers whatever is no door's
 */
export function makeFrontServer(doorsNow: () => Doors | Promise<Doors>, others: Listener): FrontServer {
  markRequests();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const doors = await doorsNow();
    await (doors(request.url ?? '/') ?? others)(request, response);
  };
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    answer(request, response).catch(() => breakOff(response));
  });
  // Also those that became sockets of another kind, which Node's server does not know any more.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    server,
    async drain(graceMs = GRACE_MS) {
      let isClosed = false;
      const closed = new Promise<void>((done) => server.close(() => done())).then(() => {
        isClosed = true;
      });
      for (const response of open) if (isStream(response)) response.socket?.destroy();
      const until = clock.nowMs() + graceMs;
      while (!isClosed && clock.nowMs() < until) {
        // A connection that is kept alive is idle only once its last answer is out.
        server.closeIdleConnections();
        await Promise.race([closed, wait(50)]);
      }
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('text/event-stream');

/** What answers says by itself what went wrong; this is for what it did not foresee. */
function breakOff(response: ServerResponse): void {
  log.error({ event: 'request.broken', path: response.req.url });
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('Something went wrong.\n');
}
