-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- close.ts closeReview
select id, name, to_char(due_on, 'YYYY-MM-DD') as "dueOn", started_by_name as "startedBy", to_char(started_at at
  time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", closed_at is not null as closed
from access_reviews
where org_id = $1 and id = $2
for update;

-- close.ts closeReview
update access_reviews
set closed_at = $1::timestamptz, closed_by_name = $2, report = $3
where org_id = $4 and id = $5;

-- close.ts downloadReport
select report from access_reviews where org_id = $1 and id = $2;

-- decide.ts decide
update access_review_items
set decision = $1, entry_id = $2, decided_at = $3::timestamptz, decided_by_name = $4, new_profile_name = $5
where org_id = $6 and review_id = $7 and user_id = $8;

-- decide.ts lockItem
select a.closed_at is not null as closed, i.decision, i.reviewer_id as "reviewerId", r.active as "reviewerActive",
  u.active
from access_review_items i
join access_reviews a on a.org_id = i.org_id and a.id = i.review_id
join users u on u.org_id = i.org_id and u.id = i.user_id
join users r on r.org_id = i.org_id and r.id = i.reviewer_id
where i.org_id = $1 and i.review_id = $2 and i.user_id = $3
for no key update of i, a;

-- decide.ts assertStillMay
select p.rights
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.id = $2;

-- my-reviews.ts listMyReviews.profiles
select id, name, rights from profiles where org_id = $1 order by name;

-- my-reviews.ts readRows
select a.id as "reviewId", a.name as review, to_char(a.due_on, 'YYYY-MM-DD') as "dueOn", u.id, u.name, p.name as
  profile, u.profile_id as "profileId", ro.name as role, p.rights, u.active, to_char(u.last_sign_in_at at time zone
    'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSignInAt", i.decision, i.new_profile_name as "newProfile",
  i.reviewer_id as "reviewerId", i.reviewer_name as reviewer
from access_review_items i
join access_reviews a on a.org_id = i.org_id and a.id = i.review_id and a.closed_at is null
join users u on u.org_id = i.org_id and u.id = i.user_id
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles ro on ro.org_id = u.org_id and ro.id = u.role_id
join users r on r.org_id = i.org_id and r.id = i.reviewer_id
where i.org_id = $1 and i.user_id <> $2 and (i.reviewer_id = $3 or (not r.active and $4))
order by a.id, i.decision is not null, not u.active, u.name, u.id;

-- queries.ts listReviews
select a.id, a.name, to_char(a.due_on, 'YYYY-MM-DD') as "dueOn", a.started_by_name as "startedBy",
  to_char(a.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", to_char(a.closed_at at time
    zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "closedAt", count(*)::int as people, (count(*) filter (where
  i.decision = 'confirmed'))::int as confirmed, (count(*) filter (where i.decision = 'reduced'))::int as reduced,
  (count(*) filter (where i.decision = 'removed'))::int as removed, (count(*) filter (where i.decision is null and
  not u.active))::int as "left", (count(*) filter (where i.decision is null and u.active))::int as open,
  coalesce(array_agg(distinct i.reviewer_name) filter (where i.decision is null and u.active), '{}') as "waitsFor"
from access_reviews a
join access_review_items i on i.org_id = a.org_id and i.review_id = a.id
join users u on u.org_id = i.org_id and u.id = i.user_id
where a.org_id = $1
group by a.org_id, a.id
order by a.id desc
limit $2;

-- remind.ts remindReviews.open
select id, name, to_char(due_on, 'YYYY-MM-DD') as "dueOn", started_by_id as "startedById", reminded
from access_reviews
where org_id = $1 and closed_at is null
order by id
for update;

-- remind.ts remindOf
update access_reviews set reminded = $1 where org_id = $2 and id = $3;

-- remind.ts remindOf.waiting
select i.reviewer_id as "reviewerId", count(*)::int as count
from access_review_items i
join users u on u.org_id = i.org_id and u.id = i.user_id and u.active
where i.org_id = $1 and i.review_id = $2 and i.decision is null
group by i.reviewer_id
order by i.reviewer_id;

-- report.ts reportOf
select name from orgs where org_id = $1;

-- report.ts readLines
select i.user_id as "userId", i.user_name as name, i.profile_name as profile, i.role_name as role, i.reviewer_name
  as reviewer, u.active, i.decision, e.actor_name as "decidedBy", to_char(e.at at time zone 'UTC',
  'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "decidedAt", i.new_profile_name as "newProfile", i.entry_id as "entryId",
  coalesce(e.facts::jsonb ->> 'decision' = i.decision and e.facts::jsonb ->> 'review' = i.review_id::text and
    e.facts::jsonb ->> 'profile' is not distinct from i.new_profile_name, false) as "isProven"
from access_review_items i
join users u on u.org_id = i.org_id and u.id = i.user_id
left join ledger_entries e on e.org_id = i.org_id and e.id = i.entry_id and e.subject_id = i.user_id and e.action =
  'access_review.decide' and e.outcome = 'done' and e.actor_id <> i.user_id
where i.org_id = $1 and i.review_id = $2
order by i.user_name, i.user_id;

-- start.ts startReview
insert into access_reviews (org_id, id, name, due_on, started_by_id, started_by_name, started_at, reminded)
values ($1, $2, $3, $4::date, $5, $6, $7::timestamptz, $8);

-- start.ts activePeople
select u.id, u.name, u.profile_id as "profileId", p.name as profile, r.name as role, r.path, p.rights
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and u.active
order by u.name, u.id;

-- start.ts insertItems
insert into access_review_items (org_id, review_id, user_id, user_name, profile_name, role_name, reviewer_id,
    reviewer_name)
select $1, $2, r.user_id, r.user_name, r.profile_name, r.role_name, r.reviewer_id, r.reviewer_name
from jsonb_to_recordset($3::text::jsonb) as r (user_id bigint, user_name text, profile_name text, role_name text,
    reviewer_id bigint, reviewer_name text);

-- use.ts readUse.rows
with newest as (select action, module, at
  from ledger_entries
  where org_id = $1 and actor_id = $2 and outcome = 'done' and at > $3::timestamptz
  order by id desc
  limit $4)
select action, module, (extract(epoch from max(at)) * 1000)::double precision as "atMs", (extract(epoch from
  min(at)) * 1000)::double precision as "oldestMs", count(*)::int as count
from newest
group by action, module;
