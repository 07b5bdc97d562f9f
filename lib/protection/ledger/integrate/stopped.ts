/**
 * Notices that nothing becomes a leaf any more: an integrator that fails again and again, or an entry, or a mark of none, that
 * waits while others go. Guarantees: whatever the reason, officers are told, once; a database that is away is no reason.
 */
import { clock } from '@/lib/platform/clock';
import { isAway } from '@/lib/platform/db/errors';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { tellLedger } from './standing';

const FAILURES = 3;
const FAILING_MS = 60_000;
/** Watched for so long: a long act commits with a mark that is old already, and a ledger of before there was a tree takes its time. */
const WAITING_MS = 10 * 60_000;
const LOOK_EVERY_MS = 60_000;

interface Seen {
  failures: number;
  failingSinceMs: number;
  oldest: Id | null;
  oldestSinceMs: number;
  lookedMs: number;
}

/** What one integrator saw of each org. */
export class StoppedWatch {
  private readonly seen = new Map<Id, Seen>();

  /** What was published is whole, and what was pending is in the tree, as far as this process could see. */
  async went(orgId: Id): Promise<void> {
    const seen = this.of(orgId);
    seen.failures = 0;
    const now = clock.nowMs();
    if (now - seen.lookedMs < LOOK_EVERY_MS) return;
    seen.lookedMs = now;
    const oldest = await inOrg(orgId, oldestPending);
    if (oldest !== seen.oldest) Object.assign(seen, { oldest, oldestSinceMs: now });
    if (oldest !== null && now - seen.oldestSinceMs >= WAITING_MS) await tellLedger(orgId, 'stopped');
  }

  async failed(orgId: Id, error: unknown): Promise<void> {
    if (isAway(error)) return;
    const seen = this.of(orgId);
    if (seen.failures === 0) seen.failingSinceMs = clock.nowMs();
    seen.failures += 1;
    if (seen.failures < FAILURES || clock.nowMs() - seen.failingSinceMs < FAILING_MS) return;
    await tellLedger(orgId, 'stopped');
  }

  private of(orgId: Id): Seen {
    const now = clock.nowMs();
    const seen = this.seen.get(orgId) ?? {
      ...{ failures: 0, failingSinceMs: now, oldest: null, oldestSinceMs: now, lookedMs: 0 },
    };
    this.seen.set(orgId, seen);
    return seen;
  }
}

/** The oldest of what waits to become a leaf. */
export async function oldestPending(tx: Tx): Promise<Id | null> {
  const [row] = await tx.sql<[{ id: Id | null }]>`
    select min(entry_id) as id from ledger_pending where org_id = ${tx.orgId}`;
  return row.id;
}
