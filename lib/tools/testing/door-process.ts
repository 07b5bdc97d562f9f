/** The visitor's door in a process of its own, to be killed. Prints its port. Started by `startDoor` (door-server.ts). */
import { serve } from '@hono/node-server';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { makeWidgetDoor } from '@/lib/ways-in/widget/app';

markRequests();
serve({ fetch: makeWidgetDoor().fetch, port: Number(process.argv[2] ?? 0) }, ({ port }) => {
  process.stdout.write(`${port}\n`);
});
