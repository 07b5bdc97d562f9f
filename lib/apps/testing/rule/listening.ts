/** Apps that take all that is sent to them, each at a path of its own, and what each of them heard. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson, text as readText } from 'node:stream/consumers';

export interface Heard {
  method: string;
  /** After the app's own address. */
  path: string;
  json: unknown;
  /** By which this app names what was created by it; null: it created nothing. */
  gaveId: string | null;
}

export interface Listening {
  origin: string;
  tokenAddress: string;
  addressOf(app: string): string;
  /** What an app heard since it was asked last. */
  heardBy(app: string): Heard[];
  close(): Promise<void>;
}

export async function startListening(): Promise<Listening> {
  const heard = new Map<string, Heard[]>();
  let lastId = 1_000;
  const server = createServer(async (request, response) => {
    const answer = (json: unknown) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    const [, app = '', path = ''] = /^\/app\/([^/]+)(.*)$/.exec(request.url ?? '') ?? [];
    if (!app) {
      await readText(request);
      answer({ access_token: 'a-token', expires_in: 3600 });
      return;
    }
    const body = await readJson(request);
    const gaveId = request.method === 'POST' && path.endsWith('/contacts') ? String(++lastId) : null;
    heard.set(app, [...(heard.get(app) ?? []), { method: request.method ?? '', path, json: body, gaveId }]);
    answer(gaveId === null ? {} : { id: gaveId });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    tokenAddress: `${origin}/token`,
    addressOf: (app) => `${origin}/app/${app}`,
    heardBy(app) {
      const found = heard.get(app) ?? [];
      heard.delete(app);
      return found;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
