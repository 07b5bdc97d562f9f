/** Reviews as whoever runs them sees them: how far they are. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayRunReviews } from './may-run';
import { activePeople } from './start';

export interface ReviewDto {
  id: Id;
  name: string;
  dueOn: string;
  startedBy: string;
  /** ISO times. */
  startedAt: string;
  closedAt: string | null;
  people: number;
  confirmed: number;
  reduced: number;
  removed: number;
  /** Deactivated by others before anybody decided. */
  left: number;
  open: number;
  /** Whose people wait, by name. */
  waitsFor: string[];
}

const MOST_SHOWN = 100;

/** The newest first. @throws forbidden */
export async function listReviews(ctx: Context): Promise<ReviewDto[]> {
  assertMayRunReviews(ctx);
  return inOrg(
    ctx.orgId,
    (tx) => tx.sql<ReviewDto[]>`
      select a.id, a.name, to_char(a.due_on, 'YYYY-MM-DD') as "dueOn", a.started_by_name as "startedBy",
        to_char(a.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
        to_char(a.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt",
        count(*)::int as people,
        (count(*) filter (where i.decision = 'confirmed'))::int as confirmed,
        (count(*) filter (where i.decision = 'reduced'))::int as reduced,
        (count(*) filter (where i.decision = 'removed'))::int as removed,
        (count(*) filter (where i.decision is null and not u.active))::int as "left",
        (count(*) filter (where i.decision is null and u.active))::int as open,
        coalesce(array_agg(distinct i.reviewer_name) filter (where i.decision is null and u.active), '{}') as "waitsFor"
      from access_reviews a
      join access_review_items i on i.org_id = a.org_id and i.review_id = a.id
      join users u on u.org_id = i.org_id and u.id = i.user_id
      where a.org_id = ${ctx.orgId}
      group by a.org_id, a.id order by a.id desc limit ${MOST_SHOWN}`,
  );
}

export interface ReviewChoices {
  people: { id: Id; name: string; profile: string }[];
  profiles: { id: Id; name: string }[];
}

/** Whom a review may be about. @throws forbidden */
export async function listReviewChoices(ctx: Context): Promise<ReviewChoices> {
  assertMayRunReviews(ctx);
  const all = await inOrg(ctx.orgId, activePeople);
  const profiles = new Map(all.map(({ profileId, profile }) => [profileId, profile]));
  return {
    people: all.map(({ id, name, profile }) => ({ id, name, profile })),
    profiles: [...profiles].map(([id, name]) => ({ id, name })),
  };
}
