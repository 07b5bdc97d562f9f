/**
 * Who could confirm an act. Guarantees: neither the asker, nor the person concerned, nor whoever holds the profile
 * concerned; nobody whose own account waits to be confirmed; nobody whose account the asker made, opened or changed in
 * the last three days, nor who did so to the asker's. Against: an administrator who makes or takes over their own second
 * person. Not against: one who keeps a taken-over account for longer while its owner does not miss it.
 */

import type { OrgRight } from '@/lib/people/rights';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** How long whoever changed an account cannot have it for a second person. */
export const TRUSTED_AFTER_HOURS = 72;

export interface Asking {
  askedBy: Id;
  subjectId: Id;
  who: readonly OrgRight[];
}

/** Why somebody who has the right may not confirm now. */
export type Hindrance = 'asked' | 'concerned' | 'account_waits' | 'account_touched';

export interface SecondPerson {
  id: Id;
  name: string;
  hindrance: Hindrance | null;
}

export interface SecondPersons {
  /** Whoever has the right, and what stands against them. */
  people: SecondPerson[];
  /** Somebody else has the right, or had it until the asker took it away: the act needs a second person. */
  required: boolean;
}

interface Row {
  id: Id;
  name: string;
  holds: boolean;
  asked: boolean;
  concerned: boolean;
  waits: boolean;
  touched: boolean;
  made: boolean;
  was: boolean;
}

/** Finds out who could confirm. */
export async function secondPersons(tx: Tx, { askedBy, subjectId, who }: Asking, at: Date): Promise<SecondPersons> {
  const since = new Date(at.getTime() - TRUSTED_AFTER_HOURS * 3_600_000).toISOString();
  const rows = await tx.sql<Row[]>`
    select u.id, u.name, u.active and p.rights -> 'org' ?| ${who as string[]}::text[] as holds, u.id = ${askedBy} as asked,
      u.id = ${subjectId} or u.profile_id = ${subjectId} as concerned, u.phi_suspended as waits,
      coalesce(c.touched, false) or exists (
        select 1 from approvals a
        join users asker on asker.org_id = a.org_id and asker.id = a.subject_id and asker.phi_suspended
        where a.org_id = u.org_id and a.kind = 'user.read_phi' and a.subject_id = ${askedBy} and a.asked_by = u.id
          and a.state in ('waiting', 'stopped')) as touched,
      coalesce(c.made, false) as made, coalesce(c.was, false) as was
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    left join lateral (
      select bool_or(by_id in (u.id, ${askedBy}) and by_id <> user_id) as touched,
        bool_or(user_id = u.id and by_id = ${askedBy} and what = 'created') as made,
        bool_or(user_id = u.id and by_id = ${askedBy} and was_second) as was
      from account_changes
      where org_id = u.org_id and user_id in (u.id, ${askedBy}) and at > ${since}::timestamptz) c on true
    where u.org_id = ${tx.orgId} and (coalesce(c.was, false) or u.active and p.rights -> 'org' ?| ${who as string[]}::text[])
    order by lower(u.name), u.id limit 500`;
  // Whom it concerns counts too: an administrator who opens the only officer's account needs more than that officer.
  const others = rows.filter((row) => !row.asked);
  return {
    people: rows.filter((row) => row.holds).map((row) => ({ id: row.id, name: row.name, hindrance: hindranceOf(row) })),
    required: others.some((row) => !row.made && (row.was || row.holds)),
  };
}

function hindranceOf({ asked, concerned, waits, touched }: Row): Hindrance | null {
  if (asked) return 'asked';
  if (concerned) return 'concerned';
  if (waits) return 'account_waits';
  return touched ? 'account_touched' : null;
}

/** The hindrances in words, to the one they stand against. */
export const HINDRANCES: Record<Hindrance, string> = {
  asked: 'You asked for this yourself: another person has to confirm it.',
  concerned: 'This concerns your own account or profile: another person has to confirm it.',
  account_waits: 'Your own account waits to be confirmed first.',
  account_touched: 'One of you changed the other’s account in the last three days: a third person has to confirm it.',
};
