/** The records of a change of many: which, and what became of each. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Why a record was not changed, as the screen says it. */
export const REASONS = {
  no_right: 'You may not change it',
  stale: 'Somebody else changed it meanwhile',
  gone: 'It is gone, or was taken out of your sight',
  invalid: 'The value does not fit it',
  limited: 'A limit of the organisation stopped it',
  damaged: 'Its encrypted values do not open',
} as const;
export type Reason = keyof typeof REASONS;

/** Why none was: more match than the person was told. */
export const MORE_THAN_SAID = 'MORE_THAN_SAID';

export interface ChosenRecord {
  id: Id;
  /** The one it had when it was chosen. */
  version: number;
}

/** Starts the statement that writes down what a job is to work through. */
export const writeChosen = (tx: Tx, jobId: Id, records: readonly ChosenRecord[]): PromiseLike<unknown> =>
  tx.sql`
    insert into mass_change_rows (org_id, job_id, record_id, version)
    select ${tx.orgId}, ${jobId}, r.id, r.version
    from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as r (id bigint, version int)`.execute();

/** Some of the records that wait. */
export function nextWaiting(tx: Tx, jobId: Id, limit: number): Promise<ChosenRecord[]> {
  return tx.sql<ChosenRecord[]>`
    select record_id as id, version from mass_change_rows
    where org_id = ${tx.orgId} and job_id = ${jobId} and state = 'waiting' order by record_id limit ${limit}`;
}

/** Starts the statement that says what became of a record. */
export const settleRow = (tx: Tx, jobId: Id, recordId: Id, reason: Reason | null = null): PromiseLike<unknown> =>
  tx.sql`
    update mass_change_rows set state = ${reason === null ? 'done' : 'refused'}, reason = ${reason}
    where org_id = ${tx.orgId} and job_id = ${jobId} and record_id = ${recordId}`.execute();

export interface Counts {
  changed: number;
  /** By reason. */
  refused: Partial<Record<Reason, number>>;
}

export async function countOutcomes(tx: Tx, jobId: Id): Promise<Counts> {
  const rows = await tx.sql<{ state: string; reason: Reason | null; records: number }[]>`
    select state, reason, count(*)::int as records from mass_change_rows
    where org_id = ${tx.orgId} and job_id = ${jobId} group by state, reason`;
  const changed = rows.find(({ state }) => state === 'done')?.records ?? 0;
  const refused = rows.flatMap(({ reason, records }) => (reason === null ? [] : [[reason, records] as const]));
  return { changed, refused: Object.fromEntries(refused) };
}
