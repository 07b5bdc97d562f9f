/**
 * What this process counts of API clients between two writings. In memory, so that 64 calls at once never queue for one
 * row. A process that is killed loses what it counted since its last flush, a few seconds' worth: counters, not events.
 */
import type { Id } from '@/lib/platform/ids';
import type { ApiUse } from '@/lib/protection/touch/api-use';

export interface Call {
  orgId: Id;
  clientId: Id;
  ok: boolean;
  /** API names of what was read. */
  module?: string;
  fields?: readonly string[];
}

const MINUTE_MS = 60_000;

export const windowOf = (nowMs: number): number => nowMs - (nowMs % MINUTE_MS);
export const windowEndMs = (nowMs: number): number => windowOf(nowMs) + MINUTE_MS;

/** Counts of one org. */
export class Tally {
  private readonly clients = new Map<string, ApiUse['clients'][number]>();
  private readonly calls = new Map<string, ApiUse['calls'][number]>();
  private readonly fields = new Map<string, ApiUse['fields'][number]>();

  countInWindow(clientId: Id, nowMs: number): void {
    const windowStart = new Date(windowOf(nowMs)).toISOString();
    const lastUsedAt = new Date(nowMs).toISOString();
    const counted = this.clients.get(clientId);
    if (counted?.windowStart !== windowStart) {
      this.clients.set(clientId, { clientId, windowStart, windowCalls: 1, lastUsedAt });
      return;
    }
    counted.windowCalls += 1;
    counted.lastUsedAt = lastUsedAt;
  }

  note({ clientId, ok, module, fields = [] }: Call, nowMs: number): void {
    const iso = new Date(nowMs).toISOString();
    const hour = `${iso.slice(0, 13)}:00:00Z`;
    const calls = entry(this.calls, `${clientId} ${hour}`, () => ({ clientId, hour, calls: 0, errors: 0 }));
    calls.calls += 1;
    if (!ok) calls.errors += 1;
    if (module === undefined) return;
    const day = iso.slice(0, 10);
    for (const field of fields) {
      const key = `${clientId} ${day} ${module} ${field}`;
      entry(this.fields, key, () => ({ clientId, module, field, day, reads: 0 })).reads += 1;
    }
  }

  /** What is to be written. */
  use(): ApiUse {
    return { clients: [...this.clients.values()], calls: [...this.calls.values()], fields: [...this.fields.values()] };
  }
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
