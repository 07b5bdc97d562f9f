import type { OrgMetadata } from '@/lib/crm/modules/definition';
import { areWaitingKept, isUndecided, type WaitingApproval, waitingColumns } from '@/lib/people/approvals/kept';
import { kindOfApproval } from '@/lib/people/approvals/kinds';
import { secondPersons } from '@/lib/people/approvals/second-person';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { DOOR_WORDS } from '@/lib/protection/compliance/door-words';
import { RESTRICTABLE_DOORS, SWITCH_OF } from '@/lib/protection/compliance/doors';
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
  /** Labels of the fields, by module, that stay masked and withheld. */
  fields: readonly { module: string; labels: readonly string[] }[];
  /** Names of the doors that stay closed. */
  doors: readonly string[];
  /** Names of those who could confirm it now; at most ten. */
  couldConfirm: readonly string[];
}

export async function holdInfoOf(
  tx: Tx,
  ctx: Context,
  { holdHours, orgId }: Pick<OrgMetadata, 'holdHours' | 'orgId'>,
): Promise<HoldInfo> {
  const asking = { askedBy: ctx.actor.id, subjectId: orgId, who: MAY_CONFIRM };
  const { people } = await secondPersons(tx, asking, clock.now());
  const free = people.filter(({ hindrance }) => hindrance === null);
  return { hours: holdHours, couldConfirm: free.slice(0, 10).map(({ name }) => name) };
}

/** The oldest first, at most 50; what was written outside Careledger is none of them. */
export async function waitingHolds(tx: Tx, metadata: OrgMetadata): Promise<WaitingHold[]> {
  const rows = await tx.sql<WaitingApproval[]>`
    select ${waitingColumns(tx)} from approvals a
    where a.org_id = ${tx.orgId} and a.kind = 'compliance.take_away' and ${isUndecided(tx)} order by a.id limit 50`;
  const kept = await areWaitingKept(tx, rows);
  const ours = rows.filter((_, n) => kept[n]);
  return Promise.all(ours.map((row) => waitingHold(tx, metadata, row)));
}

async function waitingHold(tx: Tx, metadata: OrgMetadata, row: WaitingApproval): Promise<WaitingHold> {
  const { id, facts, endsMs } = row;
  const { people } = await secondPersons(tx, row, clock.now());
  const held = metadata.modules.map(({ plural, fields }) => ({
    module: plural,
    labels: fields.filter(({ heldBy }) => heldBy === id).map(({ label }) => label),
  }));
  return {
    id,
    words: kindOfApproval('compliance.take_away').words(facts),
    endsAt: new Date(endsMs ?? 0).toISOString(),
    fields: held.filter(({ labels }) => labels.length > 0),
    doors: RESTRICTABLE_DOORS.filter((door) => metadata.settingHolds[SWITCH_OF[door]] === id).map(
      (door) => DOOR_WORDS[door].name,
    ),
    couldConfirm: people
      .filter(({ hindrance }) => hindrance === null)
      .slice(0, 10)
      .map(({ name }) => name),
  };
}
