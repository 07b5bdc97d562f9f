/** The doors for programs in a process of their own, without the screens, for load: what `npm run api` looks after. */

import { env } from '@/lib/platform/env';
import { unknownPath } from '@/lib/ways-in/api/app';
import { DOORS_FOR_PROGRAMS, listenerOf, openDoors } from '@/lib/ways-in/http/doors';
import { makeFrontServer } from '@/lib/ways-in/http/front-server';
import { closeDoors } from './doors-module';

const { API_PORT: port } = env();
const doors = openDoors(DOORS_FOR_PROGRAMS);
const front = makeFrontServer(() => doors, listenerOf(unknownPath));
front.server.listen(port, () => console.log(`The REST API is ready at http://localhost:${port}`));

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, async () => {
    await front.drain();
    await closeDoors();
    process.exit(0);
  });
}
