/** An app that takes webhooks, for tests: says what it was told to, and remembers what came. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of a webhook's message: `contacts.created`. */
  type: string;
  values: Record<string, unknown>;
}

export interface Hook {
  address: string;
  received: Received[];
  /** Status and headers of the next answers; when none is left, 200. */
  answers: { status: number; headers?: Record<string, string>; body?: string }[];
  /** Done before the next requests are answered, one each. */
  next: ((() => Promise<void>) | null)[];
  close(): Promise<void>;
}

export async function startHook(): Promise<Hook> {
  const received: Received[] = [];
  const answers: Hook['answers'] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const isJson = request.headers['content-type'] === 'application/json';
    const { type = '', data = {} } = isJson ? JSON.parse(body) : {};
    const { method = '', url = '' } = request;
    received.push({ method, url, headers: request.headers, body, type, values: data.values ?? {} });
    await hook.next.shift()?.();
    const { status, headers, body: answer = '{}' } = answers.shift() ?? { status: 200 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hook: Hook = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    next: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return hook;
}

export const SECRET = `whsec_${Buffer.from('a secret of twenty-four by').toString('base64')}`;
