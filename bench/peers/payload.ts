/** Payload: a collection of ten texts, called with an API key, by its own REST handler without Next around it. */
import { FIELDS, PER_PAGE, valuesOf } from '../api-data';
import type { Peer } from './main';
import { cpuOf, fill, freshDatabase, serve } from './peer';

const KEY = 'an-api-key-of-the-bench-0123456789';
const columns = FIELDS.map((field) => field.toLowerCase());
const item = (n: number) => Object.fromEntries(FIELDS.map((field, at) => [columns[at], valuesOf(n)[field]]));

export async function startPayload(folder: string, records: number): Promise<Peer> {
  const database = await freshDatabase('careledger_peer_payload');
  const server = new URL('payload/server.mjs', import.meta.url).pathname;
  const headers = { authorization: `users API-Key ${KEY}` };
  const env = (port: number) => ({ PORT: String(port), DATABASE_URL: database, API_KEY: KEY, FIELDS: columns.join(',') });
  const at = { headers, path: '/api/load?limit=1' };
  const first = [process.execPath, server, folder];
  // Payload makes its tables outside production only.
  const making = await serve('Payload', folder, first, { ...at, env: (port) => ({ ...env(port), NODE_ENV: 'development' }) });
  await making.stop();
  const ids = await fill(database, 'load', columns, records);
  const arm = await serve('Payload', folder, first, { ...at, env });
  const touched = ids.filter((_, n) => n % 20 === 0);
  return {
    arm,
    databaseCpu: () => cpuOf(database),
    requests: {
      get: touched.map((id) => ({ method: 'GET', path: `/api/load/${id}?depth=0` })),
      list: [{ method: 'GET', path: `/api/load?limit=${PER_PAGE}&sort=-id&depth=0&pagination=false` }],
      create: Array.from({ length: 1000 }, (_, n) => ({ method: 'POST', path: '/api/load?depth=0', body: JSON.stringify(item(n)) })),
      update: touched.map((id, n) => ({
        method: 'PATCH',
        path: `/api/load/${id}?depth=0`,
        body: JSON.stringify({ city: `Shelbyville ${n}-${Math.random()}`, status: 'Open' }),
      })),
    },
  };
}
