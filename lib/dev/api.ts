/** The REST door in a process of its own, without the screens, for load: what `npm run api` looks after (keep-api.ts). */
import { serve } from '@hono/node-server';
import { makeApiAlone } from '../api/alone';
import { flushUsage } from '../api-clients/usage';
import { closeClient } from '../db/client';
import { env } from '../env';
import { markRequests } from '../http/mark-requests';

markRequests();
const server = serve({ fetch: makeApiAlone().fetch, port: env().API_PORT }, ({ port }) => {
  console.log(`The REST API is ready at http://localhost:${port}`);
});

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    server.close(async () => {
      await flushUsage();
      await closeClient();
      process.exit(0);
    });
  });
}
