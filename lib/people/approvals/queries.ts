/** What the screen of approvals shows: ids, names of people, profiles, settings and fields; never a value. */

import { canInOrg, type OrgRight } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { noteForeignRow } from '@/lib/protection/integrity/kept-state';
import type { Approval } from './approval';
import { mayStop } from './decide';
import { areWaitingKept, isUndecided, type WaitingApproval, waitingColumns } from './kept';
import { findKind, kindOfApproval, SECOND_PERSONS } from './kinds';
import { mayRemove } from './remove-foreign';
import { HINDRANCES, secondPersons } from './second-person';

/** Whoever has one of these sees what waits. */
export const SEES_APPROVALS: readonly OrgRight[] = [...SECOND_PERSONS, 'manageCompliance'];

export interface WaitingDto {
  id: Id;
  words: string;
  askedBy: string;
  /** ISO times. */
  askedAt: string;
  endsAt: string | null;
  confirming: string;
  stopping: string;
  /** Names of those who could confirm now, at most ten. */
  couldConfirm: string[];
  mayConfirm: boolean;
  /** Why the asker of the page may not, though their profile has the right. */
  hindrance: string | null;
  mayStop: boolean;
}

/** Put there by somebody else than Careledger: it takes no effect, and nothing of what it says is told. */
export interface ForeignDto {
  id: Id;
  mayRemove: boolean;
}

export interface DecidedDto {
  id: Id;
  words: string;
  askedBy: string;
  decidedBy: string;
  decidedAt: string;
  state: 'confirmed' | 'stopped' | 'elapsed' | 'removed';
}

export interface ApprovalsDto {
  /** The oldest first, at most 100 with those below. */
  waiting: WaitingDto[];
  foreign: ForeignDto[];
  /** The last 50. */
  decided: DecidedDto[];
}

/** @throws forbidden */
export async function listApprovals(ctx: Context, at: Date = clock.now()): Promise<ApprovalsDto> {
  if (!SEES_APPROVALS.some((right) => canInOrg(ctx.rights, right))) {
    throw forbidden('Your profile may not see what waits for approval.');
  }
  return inOrg(ctx.orgId, async (tx) => {
    const [rows, decided] = await Promise.all([readWaiting(tx), readDecided(tx)]);
    const kept = await areWaitingKept(tx, rows);
    const foreign = rows.filter((_, n) => !kept[n]);
    for (const { id } of rows.filter(({ state }, n) => !kept[n] || state !== 'waiting'))
      noteForeignRow(tx, 'approval', id);
    const waiting = rows.filter((_, n) => kept[n]);
    return {
      waiting: await Promise.all(waiting.map((row) => waitingOf(tx, ctx, row, at))),
      foreign: foreign.map(({ id }) => ({ id, mayRemove: mayRemove(ctx) })),
      decided,
    };
  });
}

const FOREIGN = 'Written outside Careledger';

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

type WaitingRow = WaitingApproval & { state: string; asker: string; askedAt: string; endsAt: string | null };

const readWaiting = async (tx: Tx): Promise<WaitingRow[]> => tx.sql<WaitingRow[]>`
  select ${waitingColumns(tx)}, a.state, coalesce(u.name, 'System') as asker,
    to_char(a.asked_at at time zone 'UTC', ${ISO}) as "askedAt",
    to_char(a.ends_at at time zone 'UTC', ${ISO}) as "endsAt"
  from approvals a left join users u on u.org_id = a.org_id and u.id = a.asked_by
  where a.org_id = ${tx.orgId} and ${isUndecided(tx)} order by a.id limit 100`;

async function waitingOf(tx: Tx, ctx: Context, row: WaitingRow, at: Date): Promise<WaitingDto> {
  const { people } = await secondPersons(tx, row, at);
  const own = people.find((person) => person.id === ctx.actor.id);
  const free = people.filter((person) => person.hindrance === null);
  const { words, confirming, stopping } = kindOfApproval(row.kind);
  return {
    id: row.id,
    words: words(row.facts),
    askedBy: row.asker,
    askedAt: row.askedAt,
    endsAt: row.endsAt,
    confirming,
    stopping,
    couldConfirm: free.slice(0, 10).map((person) => person.name),
    mayConfirm: own?.hindrance === null,
    hindrance: own?.hindrance ? HINDRANCES[own.hindrance] : null,
    mayStop: mayStop(ctx, row),
  };
}

async function readDecided(tx: Tx): Promise<DecidedDto[]> {
  const rows = await tx.sql<(Omit<DecidedDto, 'words'> & Pick<Approval, 'kind' | 'facts'>)[]>`
    select a.id, a.kind, a.facts, coalesce(u.name, 'System') as "askedBy", coalesce(d.name, 'System') as "decidedBy",
      to_char(a.decided_at at time zone 'UTC', ${ISO}) as "decidedAt", a.state
    from approvals a
    left join users u on u.org_id = a.org_id and u.id = a.asked_by
    left join users d on d.org_id = a.org_id and d.id = a.decided_by
    where a.org_id = ${tx.orgId} and a.decided_at is not null and not ${isUndecided(tx)}
    order by a.decided_at desc, a.id desc limit 50`;
  return rows.map(({ kind, facts, ...row }) => {
    const words = row.state === 'removed' ? undefined : findKind(kind)?.words(facts);
    return words === undefined ? { ...row, words: FOREIGN, askedBy: 'Unknown' } : { ...row, words };
  });
}
