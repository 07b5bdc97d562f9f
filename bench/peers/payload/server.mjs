/** `server.mjs FOLDER`: Payload's REST handler on node:http; FOLDER is where Payload is installed. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.argv[2]}/package.json`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { buildConfig, getPayload, handleEndpoints } = await load('payload');
const { postgresAdapter } = await load('@payloadcms/db-postgres');

const { PORT, DATABASE_URL, API_KEY, FIELDS } = process.env;
const config = await buildConfig({
  secret: 'a-secret-of-the-bench-0123456789',
  telemetry: false,
  typescript: { autoGenerate: false },
  db: postgresAdapter({ pool: { connectionString: DATABASE_URL, max: 16 } }),
  collections: [
    { slug: 'users', auth: { useAPIKey: true }, fields: [] },
    { slug: 'load', fields: FIELDS.split(',').map((name) => ({ name, type: 'text' })) },
  ],
});
const payload = await getPayload({ config });
const { totalDocs } = await payload.count({ collection: 'users' });
if (totalDocs === 0) {
  const data = { email: 'bench@example.com', password: 'a-password-of-the-bench', enableAPIKey: true, apiKey: API_KEY };
  await payload.create({ collection: 'users', data });
}

createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method, url, headers } = incoming;
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  const request = new Request(`http://127.0.0.1:${PORT}${url}`, { method, headers, body });
  const response = await handleEndpoints({ config, request });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}).listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
