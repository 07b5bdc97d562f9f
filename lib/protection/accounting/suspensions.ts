/**
 * Until when an agency wants the person a record is about not told of disclosures to it, 45 CFR 164.528(a)(2): by a
 * statement in writing, until the day that it names; by word of mouth, for 30 days at most. Guarantees: one that SQL put
 * in, gave to another record or agency, prolonged or took up again suspends nothing, and that is an event.
 * Against: whoever writes to the database without the keys. Does not: hold one that they change, which suspends nothing
 * either.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';

export interface Suspension {
  id: Id;
  recordId: Id;
  agency: string;
  statement: 'written' | 'oral';
  /** First and last day. */
  startsOn: string;
  endsOn: string;
  /** ISO time, where it was ended before its last day. */
  endedAt: string | null;
  createdBy: Id;
  by: string;
}

type KeptSuspension = Omit<Suspension, 'by'>;

const stateOf = (one: KeptSuspension): KeptState => {
  const { id, recordId, agency, statement, startsOn, endsOn, endedAt, createdBy } = one;
  return { subject: 'suspension', id, state: [recordId, agency, statement, startsOn, endsOn, endedAt, createdBy] };
};

/** Keeps the check of a suspension, in the transaction that writes it. */
export const keepSuspension = (tx: Tx, one: KeptSuspension): Promise<void> => keepState(tx, stateOf(one));

/** Those of some records that are as Careledger wrote them, the newest first; each other one is an event. */
export const readSuspensions = (tx: Tx, recordIds: readonly Id[]): Promise<Suspension[]> =>
  onlyKept(tx, tx.sql`s.record_id = any(${recordIds as Id[]}::bigint[]) order by s.id desc limit 200`);

/** One of some records, locked; undefined where there is none that is as Careledger wrote it. */
export async function lockSuspension(tx: Tx, recordIds: readonly Id[], id: Id): Promise<Suspension | undefined> {
  const ids = recordIds as Id[];
  const found = await onlyKept(tx, tx.sql`s.record_id = any(${ids}::bigint[]) and s.id = ${id} for update of s`);
  return found[0];
}

async function onlyKept(tx: Tx, where: ReturnType<Tx['sql']>): Promise<Suspension[]> {
  const rows = await tx.sql<Suspension[]>`
    select s.id, s.record_id as "recordId", s.agency, s.statement, s.starts_on::text as "startsOn",
      s.ends_on::text as "endsOn", to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt",
      s.created_by as "createdBy", coalesce(u.name, 'a former user') as by
    from accounting_suspensions s left join users u on u.org_id = s.org_id and u.id = s.created_by
    where s.org_id = ${tx.orgId} and ${where}`;
  const kept = await areKept(tx, rows.map(stateOf));
  for (const [n, { id }] of rows.entries()) if (!kept[n]) noteForeignRow(tx, 'suspension', id);
  return rows.filter((_, n) => kept[n]);
}

export const isInForce = ({ startsOn, endsOn, endedAt }: Suspension, day: string): boolean =>
  endedAt === null && startsOn <= day && day <= endsOn;

/** Whether a recipient is the agency: by its name, with what we put behind it (an app's kind, whom a program acts for) or without. */
export function isAgency(recipient: string, agency: string): boolean {
  const [name, named] = [plain(recipient), plain(agency)];
  return name === named || name.startsWith(`${named}, for `) || name.startsWith(`${named} (`);
}

const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
