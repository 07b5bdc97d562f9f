/** The stream of an organisation's ledger, for its screen. Never the token. */
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayReadConnections } from '../rights';
import type { Destination } from './destination';
import { wordsOfProblem } from './problems';
import { openedOrNull } from './set';

export interface StreamView {
  /** Null where it was changed outside Careledger. */
  destination: (Omit<Destination, 'token'> & { hasToken: boolean }) | null;
  state: 'active' | 'paused';
  /** Entries that the receiver has, of those from the first on. */
  sent: number;
  /** Those that wait for it. */
  behind: number;
  /** ISO times. */
  sentAt: string | null;
  failingSince: string | null;
  /** Why the last try failed, in words. */
  problem: string | null;
}

interface Row {
  id: Id;
  sealed: Buffer;
  state: 'active' | 'paused';
  sent: string;
  behind: string;
  sentAt: string | null;
  failingSince: string | null;
  problem: string | null;
}

/** Null where there is none. @throws forbidden */
export async function getStream(ctx: Context): Promise<StreamView | null> {
  assertMayReadConnections(ctx);
  return readInOrg(ctx.orgId, async (tx) => {
    const [row] = await tx.sql<Row[]>`
      select s.id, s.destination as sealed, s.state, s.next as sent,
        greatest(coalesce((
          select size from ledger_checkpoints c where c.org_id = s.org_id order by size desc limit 1), 0) - s.next, 0) as behind,
        to_json(s.sent_at) #>> '{}' as "sentAt", to_json(s.failing_since) #>> '{}' as "failingSince", s.problem
      from siem_streams s where s.org_id = ${tx.orgId}`;
    if (!row) return null;
    const { id, sealed, sent, behind, problem, ...same } = row;
    const opened = await openedOrNull(tx, id, sealed);
    const { token = null, ...destination } = opened ?? {};
    return {
      ...same,
      sent: Number(sent),
      behind: Number(behind),
      problem: opened === null ? wordsOfProblem('changed') : problem && wordsOfProblem(problem),
      destination: opened && { ...(destination as Omit<Destination, 'token'>), hasToken: token !== null },
    };
  });
}
