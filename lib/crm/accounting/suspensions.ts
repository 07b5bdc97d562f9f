/**
 * Until when an agency wants the person a record is about not told of disclosures to it, 45 CFR 164.528(a)(2): by a
 * statement in writing, until the day that it names; by word of mouth, for 30 days at most.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export interface Suspension {
  id: Id;
  agency: string;
  statement: 'written' | 'oral';
  /** First and last day. */
  startsOn: string;
  endsOn: string;
  /** ISO time, where it was ended before its last day. */
  endedAt: string | null;
  by: string;
}

/** Those of some records that were never ended and end today or later, the newest first; and those that are over. */
export async function readSuspensions(tx: Tx, recordIds: readonly Id[]): Promise<Suspension[]> {
  return tx.sql<Suspension[]>`
    select s.id, s.agency, s.statement, s.starts_on::text as "startsOn", s.ends_on::text as "endsOn",
      to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt",
      coalesce(u.name, 'a former user') as by
    from accounting_suspensions s left join users u on u.org_id = s.org_id and u.id = s.created_by
    where s.org_id = ${tx.orgId} and s.record_id = any(${recordIds as Id[]}::bigint[])
    order by s.id desc limit 200`.then((rows) => [...rows]);
}

export const isInForce = ({ startsOn, endsOn, endedAt }: Suspension, day: string): boolean =>
  endedAt === null && startsOn <= day && day <= endsOn;

/** Whether a recipient is the agency: by its name, with what we put behind it (an app's kind, whom a program acts for) or without. */
export function isAgency(recipient: string, agency: string): boolean {
  const [name, named] = [plain(recipient), plain(agency)];
  return name === named || name.startsWith(`${named}, for `) || name.startsWith(`${named} (`);
}

const plain = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
