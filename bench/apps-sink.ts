/** An app on this machine that answers every message at once, and counts them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AppSink {
  address: string;
  /** The body of the last message. */
  lastBody(): string;
  forget(): void;
  /** Seconds from the first message since it forgot, to so many. */
  secondsFor(count: number): Promise<number>;
  close(): Promise<void>;
}

export async function startAppSink(): Promise<AppSink> {
  let count = 0;
  let firstMs = 0;
  let body = '';
  let wanted = { count: 0, reached: (_: number) => {} };
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more) => {
      text += more;
    });
    request.on('end', () => {
      body = text;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      count += 1;
      if (count === 1) firstMs = performance.now();
      if (count === wanted.count) wanted.reached((performance.now() - firstMs) / 1_000);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    lastBody: () => body,
    forget: () => {
      count = 0;
    },
    secondsFor: (most) =>
      new Promise((reached) => {
        wanted = { count: most, reached };
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
