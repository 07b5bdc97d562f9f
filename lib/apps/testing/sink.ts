/** Servers for tests, down to the bytes: what a request was, and whatever is answered. */
import { type AddressInfo, createServer as createPlain, type Server, type Socket } from 'node:net';
import { createServer as createByTls, type TLSSocket, type TlsOptions } from 'node:tls';

/** Writes whatever it likes; it is called again for the next request over the same connection. */
export type Behaviour = (socket: Socket, request: string) => void;

export interface Sink {
  port: number;
  /** As they came: head and body. */
  requests: string[];
  /** One entry a connection: the name asked for by TLS. */
  connections: string[];
  /** How much was handed to the system to be sent, in bytes. */
  written(): number;
  close(): Promise<void>;
}

/** @param tls Without it, plain TCP. @param greeting Said before anything was asked. */
export async function startSink(behave: Behaviour, tls?: TlsOptions | null, greeting?: string): Promise<Sink> {
  const requests: string[] = [];
  const connections: string[] = [];
  const sockets = new Set<Socket>();
  let closed = 0;
  const meet = (socket: Socket) => {
    connections.push((socket as TLSSocket).servername || '');
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      closed += socket.bytesWritten;
    });
    if (greeting) socket.write(greeting);
    let text = '';
    socket.setEncoding('latin1').on('data', (more) => {
      text += more;
      const length = lengthOf(text);
      if (length === null || text.length < length) return;
      requests.push(text.slice(0, length));
      text = text.slice(length);
      behave(socket, requests.at(-1) ?? '');
    });
  };
  const server: Server = tls ? createByTls(tls, meet) : createPlain(meet);
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections,
    written: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, closed),
    close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return ended;
    },
  };
}

/** Of the first request in a text, once its head is there. */
function lengthOf(text: string): number | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  return end + 4 + Number(/^content-length: (\d+)/im.exec(text.slice(0, end))?.[1] ?? 0);
}

/** A whole answer. */
export function answerText(status: number, body: string | Buffer = '', headers: Record<string, string> = {}): Buffer {
  const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Said\r\n${lines.join('')}\r\n`), Buffer.from(body)]);
}
