/** How much an app is asked a minute: no more than its vendor documents. Counted in the process: of several workers each may. */
import { clock } from '@/lib/platform/clock';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import type { Connection } from '../connections/connection';
import { connectorOf } from '../connectors/registry';

interface Minute {
  minute: number;
  left: number;
}

const minutes = once('apps/deliveries/pace', () => new Map<Id, Minute>());

const minuteOf = (nowMs: number): number => Math.floor(nowMs / 60_000);

/** Whether a connection may be asked more in this minute. */
export function mayGoOn(connectionId: Id, nowMs: number = clock.nowMs()): boolean {
  const known = minutes.get(connectionId);
  return known === undefined || known.minute !== minuteOf(nowMs) || known.left > 0;
}

/** Counts requests that are about to be sent. */
export function notePace(
  { id, app }: Pick<Connection, 'id' | 'app'>,
  requests: number,
  nowMs: number = clock.nowMs(),
): void {
  const minute = minuteOf(nowMs);
  const known = minutes.get(id);
  const left = known?.minute === minute ? known.left : connectorOf(app).limits.perMinute;
  minutes.set(id, { minute, left: left - requests });
}
