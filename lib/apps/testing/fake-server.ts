/** A server on this machine that answers as an app would, by a fake of it. For tests: nothing of it is in the product. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Undefined where the body says that it is no JSON, or is none. */
  json: unknown;
  /** Null where the body says that it is no form. */
  form: URLSearchParams | null;
}

export interface FakeAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
}

/** A fake of an app: what it answers, from what the vendor publishes. */
export type Fake = (request: FakeRequest) => FakeAnswer;

export interface FakeServer {
  address: string;
  /** In the order in which they came. */
  requests: FakeRequest[];
  /** Answers the next ones so, without asking the fake. */
  failNext(times: number, answer: FakeAnswer): void;
  close(): Promise<void>;
}

export async function startFake(fake: Fake): Promise<FakeServer> {
  const requests: FakeRequest[] = [];
  const failures: FakeAnswer[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const answer = failures.shift() ?? fake(request);
    outgoing.writeHead(answer.status, {
      ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...answer.headers,
    });
    outgoing.end(answer.json === undefined ? undefined : JSON.stringify(answer.json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    failNext: (times, answer) => failures.push(...Array.from({ length: times }, () => answer)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString('utf8');
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://fake');
  const type = incoming.headers['content-type'] ?? '';
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
    json: type.startsWith('application/json') ? parse(body) : undefined,
    form: type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(body) : null,
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
