import { secondPersons } from '@/lib/approvals/second-person';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db/transaction';
import type { Id } from '@/lib/ids';
import type { OrgMetadata } from '@/lib/modules/definition';
import { MAY_CONFIRM } from './take-away';

/** How taking protection away goes here, for the screens that offer it. Names of people and settings only. */
export interface HoldInfo {
  /** The delay after which it ends by itself. */
  hours: number;
  /** Names of those who could confirm what the asker does; at most ten. */
  couldConfirm: readonly string[];
}

/** What is protected still, until it is confirmed or its time has come. */
export interface WaitingHold {
  id: Id;
  words: string;
  endsAt: string;
}

export async function holdInfoOf(
  tx: Tx,
  ctx: Context,
  { holdHours, orgId }: Pick<OrgMetadata, 'holdHours' | 'orgId'>,
): Promise<HoldInfo> {
  const asking = { askedBy: ctx.actor.id, subjectId: orgId, who: MAY_CONFIRM };
  const { people } = await secondPersons(tx, asking, new Date());
  const free = people.filter(({ hindrance }) => hindrance === null);
  return { hours: holdHours, couldConfirm: free.slice(0, 10).map(({ name }) => name) };
}

/** The oldest first, at most 50. */
export async function waitingHolds(tx: Tx): Promise<WaitingHold[]> {
  const rows = await tx.sql<{ id: Id; words: string; ends_at: string }[]>`
    select id, facts ->> 'words' as words, ends_at from approvals
    where org_id = ${tx.orgId} and kind = 'compliance.take_away' and state = 'waiting' order by id limit 50`;
  return rows.map(({ id, words, ends_at }) => ({ id, words, endsAt: new Date(ends_at).toISOString() }));
}
