-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- end.ts endElapsed.due
select id
from emergency_grants
where org_id = $1 and ended_at is null and ends_at <= $2::timestamptz
order by ends_at, id
limit 500;

-- end.ts end
update emergency_grants set ended_at = $1::timestamptz, ended_by = $2 where org_id = $3 and id = $4;

-- end.ts end
select name from users where org_id = $1 and id = $2;

-- look-up.ts byNameOrNumber.rows
select id, name
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and (id = $3 or name_key = $4)
order by id
limit $5;

-- queries.ts listEmergency.rows
select g.id, g.user_id as "userId", g.module, g.record_id as "recordId", g.reason, g.drill, (extract(epoch from
  g.started_at) * 1000)::double precision as "startedMs", (extract(epoch from g.ends_at) * 1000)::double precision
  as "endsMs", (extract(epoch from g.ended_at) * 1000)::double precision as "endedMs", g.ended_by as "endedBy",
  g.verdict, g.reviewed_by as "reviewedBy", (extract(epoch from g.reviewed_at) * 1000)::double precision as
  "reviewedMs", u.name as who, e.name as "endedByName", r.name as reviewer
from emergency_grants g
join users u on u.org_id = g.org_id and u.id = g.user_id
left join users e on e.org_id = g.org_id and e.id = g.ended_by
left join users r on r.org_id = g.org_id and r.id = g.reviewed_by
where g.org_id = $1 and ($2 or g.user_id = $3)
order by g.id desc
limit 100;

-- queries.ts getGrant.rows
select g.id, g.user_id as "userId", g.module, g.record_id as "recordId", g.reason, g.drill, (extract(epoch from
  g.started_at) * 1000)::double precision as "startedMs", (extract(epoch from g.ends_at) * 1000)::double precision
  as "endsMs", (extract(epoch from g.ended_at) * 1000)::double precision as "endedMs", g.ended_by as "endedBy",
  g.verdict, g.reviewed_by as "reviewedBy", (extract(epoch from g.reviewed_at) * 1000)::double precision as
  "reviewedMs", u.name as who, e.name as "endedByName", r.name as reviewer
from emergency_grants g
join users u on u.org_id = g.org_id and u.id = g.user_id
left join users e on e.org_id = g.org_id and e.id = g.ended_by
left join users r on r.org_id = g.org_id and r.id = g.reviewed_by
where g.org_id = $1 and g.id = $2 and ($3 or g.user_id = $4);

-- queries.ts getGrant
select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.action, e.outcome,
  e.actor_name as actor, e.fields
from ledger_entries e
where e.org_id = $1 and ((e.subject_id = $2 and (e.actor_id = $3 or e.outcome = 'refused' or e.action =
        any($4::text[]))) or (e.record_id = $5 and e.facts like $6))
order by e.id
limit 500;

-- queries.ts getGrant
select count(distinct user_id)::int as told
from notices
where org_id = $1 and subject_id = $2 and kind in ('emergency.started', 'emergency.of_yours');

-- sign-off.ts signOffEmergency
update emergency_grants
set ended_at = $1::timestamptz, ended_by = $2, verdict = $3, reviewed_by = $4, reviewed_at = $5::timestamptz
where org_id = $6 and id = $7;

-- start.ts startEmergency
select owner_id
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- start.ts writeGrant
insert into emergency_grants (org_id, id, user_id, module, record_id, reason, drill, started_at, ends_at)
values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz);

-- start.ts assertNoneWaits
select phi_suspended as waits from users where org_id = $1 and id = $2 and active for no key update;

-- start.ts assertNoneWaits.grants
select g.id, g.user_id as "userId", g.module, g.record_id as "recordId", g.reason, g.drill, (extract(epoch from
  g.started_at) * 1000)::double precision as "startedMs", (extract(epoch from g.ends_at) * 1000)::double precision
  as "endsMs", (extract(epoch from g.ended_at) * 1000)::double precision as "endedMs", g.ended_by as "endedBy",
  g.verdict, g.reviewed_by as "reviewedBy", (extract(epoch from g.reviewed_at) * 1000)::double precision as
  "reviewedMs"
from emergency_grants g
where g.org_id = $1 and g.user_id = $2 and g.drill = $3
order by g.id desc
limit 1;
