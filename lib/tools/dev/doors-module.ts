/** The file `doors.mjs` beside the web server (`web.ts`): the doors, and what ends with them. */
import { flushUsage } from '@/lib/admin/api-clients/usage';
import { stopListening } from '@/lib/chat/live/bus';
import { closeClient } from '@/lib/platform/db/client';

export { openDoors } from '@/lib/ways-in/http/doors';

/** Before the process ends, when nothing is asked any more. */
export async function closeDoors(): Promise<void> {
  await flushUsage();
  await stopListening();
  await closeClient();
}
