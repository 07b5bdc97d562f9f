/** Counts calls in this process and writes them down every few seconds (docs/decisions/2026-11-22-api-call-counters.md). */
import { clock, dayOf } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { once } from '@/lib/platform/once';
import { forgetApiUse, touchApiUse } from '@/lib/protection/touch/api-use';
import { type Call, Tally } from './tally';

const FLUSH_EVERY_MS = 2000;
/** Longer than any question about the use of a field looks back. */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

const own = once('admin/api-clients/usage', () => ({
  tallies: new Map<Id, Tally>(),
  timer: undefined as NodeJS.Timeout | undefined,
  flushing: Promise.resolve(),
  forgottenOn: new Map<Id, string>(),
}));

/** Notes a call that was answered. `fields` are those it read, by API name: what the dialog "what will change" tells. */
export function noteCall(call: Call, nowMs: number = clock.nowMs()): void {
  tallyOf(call.orgId).note(call, nowMs);
}

/** Counts a call against the client's minute. */
export function countCall(orgId: Id, clientId: Id, nowMs: number): void {
  tallyOf(orgId).countInWindow(clientId, nowMs);
}

/** Writes down what was counted: for tests, and before a process ends. One flush follows the other. */
export function flushUsage(nowMs: number = clock.nowMs()): Promise<void> {
  own.flushing = own.flushing.then(() => flush(nowMs));
  return own.flushing;
}

function tallyOf(orgId: Id): Tally {
  const found = own.tallies.get(orgId);
  if (found) return found;
  const made = new Tally();
  own.tallies.set(orgId, made);
  // Must not keep a process alive that is done.
  own.timer ??= setTimeout(() => void flushUsage(), FLUSH_EVERY_MS).unref();
  return made;
}

async function flush(nowMs: number): Promise<void> {
  clearTimeout(own.timer);
  own.timer = undefined;
  const counted = own.tallies;
  own.tallies = new Map();
  for (const [orgId, tally] of counted) {
    try {
      await touchApiUse(orgId, tally.use());
      await forgetOld(orgId, nowMs);
    } catch {
      // Counters are not worth holding up calls, nor keeping what a database that is away cannot take.
      log.warn({ event: 'api_use.not_written', orgId });
    }
  }
}

/** Once a day in each process. */
async function forgetOld(orgId: Id, nowMs: number): Promise<void> {
  const today = dayOf(new Date(nowMs));
  if (own.forgottenOn.get(orgId) === today) return;
  own.forgottenOn.set(orgId, today);
  await forgetApiUse(orgId, dayOf(new Date(nowMs - KEPT_DAYS * DAY_MS)));
}

export interface FieldReader {
  clientId: Id;
  name: string;
  field: string;
  reads: number;
  /** `YYYY-MM-DD`, UTC. */
  lastDay: string;
}

/** Which API clients read these fields in the last days, most recent first. */
export async function fieldReaders(
  tx: Tx,
  module: string,
  fields: readonly string[],
  sinceDays: number,
): Promise<FieldReader[]> {
  return tx.sql<FieldReader[]>`
    select r.client_id as "clientId", c.name, r.field, sum(r.reads)::int as reads,
      to_char(max(r.day), 'YYYY-MM-DD') as "lastDay"
    from api_field_reads r
    join api_clients c on c.org_id = r.org_id and c.id = r.client_id
    where r.org_id = ${tx.orgId} and r.module = ${module} and r.field = any(${fields as string[]})
      and r.day >= (now() at time zone 'UTC')::date - ${sinceDays}::int
    group by r.client_id, c.name, r.field
    order by max(r.day) desc, c.name, r.field`;
}
