/** The REST door in a process of its own, without the screens, for load: what `npm run api` looks after (keep-api.ts). */
import { serve } from '@hono/node-server';
import { flushUsage } from '@/lib/admin/api-clients/usage';
import { closeClient } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { makeApiAlone } from '@/lib/ways-in/api/alone';
import { markRequests } from '@/lib/ways-in/http/mark-requests';

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
