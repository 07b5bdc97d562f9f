/**
 * What a review came to, as text that is signed. Guarantees: a decision counts by its entry of the audit log, and one that has none,
 * or that says else there, is told and does not count. Does not: prove that entry. Its id is named; the verifier does.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import type { Decision } from './schemas';

/** The first line: no other note that this key signs begins so. */
export const REPORT_HEAD = 'Careledger access review, version 1';

interface Line {
  userId: Id;
  name: string;
  profile: string;
  role: string;
  reviewer: string;
  active: boolean;
  decision: Decision | null;
  decidedBy: string | null;
  decidedAt: string | null;
  newProfile: string | null;
  entryId: Id | null;
  isProven: boolean;
}

export interface ReportAbout {
  id: Id;
  name: string;
  dueOn: string;
  startedBy: string;
  startedAt: string;
}

export interface Report {
  text: string;
  sums: {
    people: number;
    confirmed: number;
    reduced: number;
    removed: number;
    left: number;
    open: number;
    unproven: number;
  };
}

export async function reportOf(tx: Tx, about: ReportAbout, closing: { by: string; at: Date }): Promise<Report> {
  const [lines, head, [org]] = await Promise.all([
    readLines(tx, about.id),
    headOf(tx),
    tx.sql<{ name: string }[]>`select name from orgs where org_id = ${tx.orgId}`,
  ]);
  const counts = (is: (line: Line) => boolean) => lines.filter(is).length;
  const decided = (decision: Decision) => counts((line) => line.isProven && line.decision === decision);
  const sums = {
    people: lines.length,
    confirmed: decided('confirmed'),
    reduced: decided('reduced'),
    removed: decided('removed'),
    left: counts((line) => line.decision === null && !line.active),
    open: counts((line) => line.decision === null && line.active),
    unproven: counts((line) => line.decision !== null && !line.isProven),
  };
  const text = [
    REPORT_HEAD,
    `Organisation: ${org?.name ?? ''}`,
    `Review: ${about.name} (${about.id})`,
    `Started: ${about.startedAt} by ${about.startedBy}`,
    `Due: ${about.dueOn}`,
    `Closed: ${closing.at.toISOString()} by ${closing.by}`,
    `Audit log: ${head ? `${head.size} leaves, root ${head.root.toString('base64')}` : 'no signed state yet'}`,
    ...Object.entries(sums).map(([name, count]) => `${name}: ${count}`),
    ...lines.map(lineOf),
  ];
  return { text: `${text.map(plain).join('\n')}\n`, sums };
}

function lineOf(line: Line): string {
  const who = `- ${line.name} (${line.userId}), ${line.profile}, ${line.role}`;
  if (line.decision === null) {
    return `${who}: ${line.active ? `not reviewed, waited for ${line.reviewer}` : 'left before they were reviewed'}`;
  }
  if (!line.isProven) return `${who}: does not count, since no entry of the audit log says so`;
  const to = line.newProfile === null ? '' : ` to ${line.newProfile}`;
  return `${who}: ${line.decision}${to} by ${line.decidedBy} at ${line.decidedAt}, entry ${line.entryId}`;
}

/** A note holds no control characters. */
const plain = (text: string): string => text.toWellFormed().replace(/\p{Cc}/gu, ' ');

const readLines = (tx: Tx, id: Id): Promise<readonly Line[]> =>
  tx.sql<Line[]>`
    select i.user_id as "userId", i.user_name as name, i.profile_name as profile, i.role_name as role,
      i.reviewer_name as reviewer, u.active, i.decision, e.actor_name as "decidedBy",
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt",
      i.new_profile_name as "newProfile", i.entry_id as "entryId",
      coalesce(e.facts::jsonb ->> 'decision' = i.decision and e.facts::jsonb ->> 'review' = i.review_id::text
        and e.facts::jsonb ->> 'profile' is not distinct from i.new_profile_name, false) as "isProven"
    from access_review_items i
    join users u on u.org_id = i.org_id and u.id = i.user_id
    left join ledger_entries e on e.org_id = i.org_id and e.id = i.entry_id and e.subject_id = i.user_id
      and e.action = 'access_review.decide' and e.outcome = 'done' and e.actor_id <> i.user_id
    where i.org_id = ${tx.orgId} and i.review_id = ${id} order by i.user_name, i.user_id`;
