/** Directus: a collection of ten strings, called with a static token of its administrator (no rights to check). */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FIELDS, PER_PAGE, valuesOf } from '../api-data';
import type { Peer } from './main';
import { cpuOf, fill, freshDatabase, serve } from './peer';

const TOKEN = 'a-static-token-of-the-bench-0123456789';
const columns = FIELDS.map((field) => field.toLowerCase());
const item = (n: number) => Object.fromEntries(FIELDS.map((field, at) => [columns[at], valuesOf(n)[field]]));

export async function startDirectus(folder: string, records: number): Promise<Peer> {
  const database = await freshDatabase('careledger_peer_directus');
  const node = `${folder}/node_modules/node/bin/node`;
  const cli = `${folder}/node_modules/directus/cli.js`;
  const settings = (port: number) => ({
    HOST: '127.0.0.1',
    PORT: String(port),
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: database,
    DB_POOL__MIN: '0',
    DB_POOL__MAX: '16',
    SECRET: 'a-secret-of-the-bench-0123456789-0123456789',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'a-password-of-the-bench-0123456789',
    ADMIN_TOKEN: TOKEN,
    CACHE_ENABLED: 'false',
    RATE_LIMITER_ENABLED: 'false',
    PRESSURE_LIMITER_ENABLED: 'false',
    WEBSOCKETS_ENABLED: 'false',
    TELEMETRY: 'false',
    LOG_LEVEL: process.env.PEER_LOG ?? 'error',
  });
  await promisify(execFile)(node, [cli, 'bootstrap'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...settings(8055) },
  });
  const headers = { authorization: `Bearer ${TOKEN}` };
  const arm = await serve('Directus', folder, [node, cli, 'start'], { env: settings, headers, path: '/users/me' });
  const made = await fetch(`${arm.origin}/collections`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      collection: 'load',
      schema: {},
      meta: {},
      fields: [
        { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } },
        ...columns.map((field) => ({ field, type: 'string', schema: {} })),
      ],
    }),
  });
  if (!made.ok) throw new Error(`Directus: ${made.status} ${await made.text()}`);
  const ids = await fill(database, 'load', columns, records);
  const touched = ids.filter((_, n) => n % 20 === 0);
  return {
    arm,
    databaseCpu: () => cpuOf(database),
    requests: {
      get: touched.map((id) => ({ method: 'GET', path: `/items/load/${id}` })),
      list: [{ method: 'GET', path: `/items/load?limit=${PER_PAGE}&sort=-id` }],
      create: Array.from({ length: 1000 }, (_, n) => ({ method: 'POST', path: '/items/load', body: JSON.stringify(item(n)) })),
      update: touched.map((id, n) => ({
        method: 'PATCH',
        path: `/items/load/${id}`,
        body: JSON.stringify({ city: `Shelbyville ${n}-${Math.random()}`, status: 'Open' }),
      })),
    },
  };
}
