/** Another process that sends to apps when it is told to, for tests of what is in force there. */
import { setClock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { sendDue } from '../deliveries/run';

export interface ToldSender {
  orgId: Id;
  connectionId: Id;
  /** What time it is there, in milliseconds since 1970; without it, what time it is. */
  atMs?: number;
}

process.on('message', async ({ orgId, connectionId, atMs }: ToldSender) => {
  setClock(atMs === undefined ? undefined : () => atMs);
  process.send?.({ settled: await sendDue(orgId, connectionId, 2, new AbortController().signal) });
});
process.send?.('ready');
