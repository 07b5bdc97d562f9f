/**
 * The door for directories that provision people by SCIM 2.0 (RFC 7643, RFC 7644): one Hono app, served by the web server and by
 * `npm run api`. Guarantees: it carries people and groups of people, and no record; whoever has no good token is told nothing else;
 * each answer is SCIM's, errors too. Does not: bulk operations, sorting, `/Me`, passwords.
 */
import { Hono } from 'hono';
import { authenticate } from '@/lib/people/users/scim/authenticate';
import { addressOf } from '@/lib/ways-in/api/own-address';
import { parseJson, readBytes } from '@/lib/ways-in/api/read-body';
import { clientAddress } from '@/lib/ways-in/http/client-address';
import { requestIdOf } from '@/lib/ways-in/http/mark-requests';
import { DATA_HEADERS } from '@/lib/ways-in/http/security-headers';
import { DISCOVERY } from './discovery';
import type { Endpoint } from './endpoint';
import { GROUPS } from './groups';
import { isObject } from './patch';
import { countCall, countFrom } from './rate-limits';
import { errorAnswer, MEDIA_TYPE, ScimError } from './scim-error';
import { USERS } from './users';

const PATH = '/scim/v2';
const MOST_BYTES = 1024 * 1024;
const SLOWEST_MS = 15_000;

export const ENDPOINTS: readonly Endpoint[] = [...DISCOVERY, ...USERS, ...GROUPS];

/** The app. Made once a process. */
export function makeScimDoor(): Hono {
  const app = new Hono();
  for (const endpoint of ENDPOINTS) {
    app.on(endpoint.method, `${PATH}${endpoint.path}`, (c) => answer(endpoint, c.req.raw, c.req.param()));
  }
  app.all('*', (c) => answer(NOWHERE, c.req.raw, {}));
  return app;
}

/** Also there, nobody is told anything without a token. */
const NOWHERE: Pick<Endpoint, 'run'> = {
  async run({ request }) {
    const { pathname } = new URL(request.url);
    const methods = ENDPOINTS.filter(({ path }) => fits(path, pathname.slice(PATH.length))).map(({ method }) => method);
    if (methods.length === 0) throw new ScimError(404, 'There is nothing at this address.');
    const refusal = errorAnswer(new ScimError(405, 'The address does not take this method.'), '');
    refusal.headers.set('allow', methods.join(', '));
    return refusal;
  },
};

const fits = (path: string, asked: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked);

async function answer(
  { run }: Pick<Endpoint, 'run'>,
  request: Request,
  params: Record<string, string>,
): Promise<Response> {
  const requestId = requestIdOf(request.headers);
  let response: Response;
  try {
    const ip = clientAddress(request.headers);
    await countFrom(ip);
    const directory = await authenticate({ authorization: request.headers.get('authorization'), requestId, ip });
    await countCall(directory.connection.id, request.method);
    const query = new URL(request.url).searchParams;
    const base = addressOf(PATH, request);
    response = await run({ directory, request, params, query, base, body: () => bodyOf(request) });
  } catch (error) {
    response = errorAnswer(error, requestId);
  }
  for (const [name, value] of Object.entries({ ...DATA_HEADERS, 'x-request-id': requestId })) {
    response.headers.set(name, value);
  }
  return response;
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== MEDIA_TYPE && type !== 'application/json') {
    throw new ScimError(415, `Send the body as ${MEDIA_TYPE}.`);
  }
  const body = parseJson(await readBytes(request, MOST_BYTES, SLOWEST_MS));
  if (!isObject(body)) throw new ScimError(400, 'Send one object.', 'invalidSyntax');
  return body;
}
