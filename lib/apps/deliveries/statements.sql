-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- ask-removals.ts ask.rows
with due as (select r.record_id
  from app_remotes r
  left join records c on c.org_id = r.org_id and c.id = r.record_id
  where r.org_id = $1 and r.connection_id = $2 and r.restricted_at is null and r.removed_at is null and ($3::text[]
    is null or r.sent_marked && $4::text[]) and coalesce(c.module_id, (select d.module_id
      from app_deliveries d
      where d.org_id = r.org_id and d.record_id = r.record_id
      order by d.id desc
      limit 1)) = $5
  order by r.record_id
  limit $6), restricted as (update app_remotes r
  set restricted_at = now()
  from due
  where r.org_id = $7 and r.connection_id = $8 and r.record_id = due.record_id
  returning r.record_id)
insert into app_deliveries (org_id, connection_id, module_id, record_id, act, created_at, due_at)
select $9, $10, $11, record_id, 'change', now(), now()
from restricted
order by record_id on conflict (org_id, connection_id, record_id)
where state = 'waiting' and tries = 0 and act <> 'delete' do nothing
returning id;

-- by-day.ts transfersByDay.rows
with today as (select date_trunc('day', now() at time zone 'UTC') as day), since as (select day - interval '29 days'
  as day from today), last as (select state, created_at, settled_at
  from app_deliveries
  where org_id = $1
  order by id desc
  limit $2), seen as (select count(*) = $3 as capped, date_trunc('day', min(created_at) at time zone 'UTC') as day
  from last), counted as (select date_trunc('day', settled_at at time zone 'UTC') as day, count(*) filter (where
    state = 'sent')::int as sent, count(*) filter (where state in ('sent_without', 'not_sent'))::int as withheld,
    count(*) filter (where state = 'skipped')::int as skipped
  from last
  where settled_at >= (select day from since) at time zone 'UTC'
  group by 1)
select to_char(d.day, 'YYYY-MM-DD"T"HH24:MI') as start, coalesce(c.sent, 0) as sent, coalesce(c.withheld, 0) as
  withheld, coalesce(c.skipped, 0) as skipped, (s.capped and s.day > since.day) is true as capped
from today
cross join since
cross join seen s
cross join generate_series(case when s.capped then greatest(since.day, s.day) else since.day end, today.day,
    interval '1 day') as d (day)
left join counted c on c.day = d.day
order by d.day;

-- dispatcher.ts startDispatcher
select pg_advisory_lock($1, $2);

-- dispatcher.ts freeOfDead
select set_config('app.writer', $1, true), app.free_deliveries() as "underWay";

-- dispatcher.ts dueConnections
select org_id as "orgId", connection_id as "connectionId", greatest(extract(epoch from due_at - now()) * 1000,
  0)::float8 as "inMs"
from app.due_connections();

-- dispatcher.ts freeTaken
update app_deliveries
set state = 'waiting', taken_by = null
where org_id = $1 and connection_id = $2 and taken_by = $3 and state = 'sending';

-- health.ts tellOfNotCovered
select
where not exists (select
  from notices
  where org_id = $1 and kind = 'app.not_covered' and subject_id = $2 and at > now() - interval '7 days') and ($3 or
    exists (select
    from app_remotes
    where org_id = $4 and connection_id = $5 and record_id = any($6::bigint[]) and sent_marked && $7::text[]));

-- health.ts tellOfGivenUp.told
select
from notices
where org_id = $1 and kind = 'app.gave_up' and subject_id = $2 and at > now() - interval '1 hour'
limit 1;

-- health.ts noteSuccess
insert into app_health (org_id, connection_id, last_sent_at)
values ($1, $2, now()) on conflict (org_id, connection_id) do update
set failures = 0, last_sent_at = now(), last_reason = null, rests_until = null;

-- health.ts noteFailure
insert into app_health (org_id, connection_id, failures, last_failed_at, last_reason)
values ($1, $2, 1, now(), $3) on conflict (org_id, connection_id) do update
set failures = app_health.failures + 1, last_failed_at = now(), last_reason = $4
returning failures, suspended_at is not null as suspended;

-- health.ts noteFailure
update app_health set rests_until = $1::timestamptz where org_id = $2 and connection_id = $3;

-- health.ts suspend
update app_health set suspended_at = now() where org_id = $1 and connection_id = $2;

-- in-view.ts inViewOf
select definition from views where org_id = $1 and id = $2 and module_id = $3;

-- in-view.ts inViewOf.rows, not seen yet

-- leaving.ts note
update app_deliveries set sent_fields = $1 where org_id = $2 and id = $3;

-- plan.ts planModule
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where org_id = $1 and id = any($2::bigint[]) and deleted_at is null;

-- plan.ts planModule
select record_id as "recordId", remote_id as "remoteId", removed_at is null as "isThere", sent_marked as has
from app_remotes
where org_id = $1 and connection_id = $2 and record_id = any($3::bigint[]);

-- queries.ts listDeliveries.rows
select d.id, m.api_name as module, d.record_id as "recordId", d.act, d.state, d.tries, d.reason as code, d.status,
  to_json(d.created_at) #>> '{}' as "createdAt", to_json(d.settled_at) #>> '{}' as "settledAt", d.duration_ms as
  "durationMs", coalesce(d.withheld_fields, '{}') as withheld
from app_deliveries d
join modules m on m.org_id = d.org_id and m.id = d.module_id
where d.org_id = $1 and d.connection_id = $2 and ($3::text is null or d.state = $4) and ($5::bigint is null or d.id
  < $6)
order by d.id desc
limit $7;

-- replay.ts replay.again
update app_deliveries
set state = 'waiting', tries = 1, due_at = now(), settled_at = null, reason = null, sent_fields = null
where org_id = $1 and connection_id = $2 and state = 'failed' and ($3::bigint is null or id = $4)
returning record_id as "recordId";

-- replay.ts replay
select app.wake_dispatcher();

-- settle.ts hasEnded
select from app_connections where org_id = $1 and id = $2 and state = 'ended';

-- settle.ts writeStates
update app_deliveries d
set state = s.state, reason = s.reason, due_at = s.due, settled_at = s.settled, status = s.status, duration_ms =
  s.ms, taken_by = null, tries = case when s.untried then greatest(d.tries - 1, 1) else d.tries end, sent_fields =
  case when s.state = 'waiting' then d.sent_fields else s.sent end, withheld_fields = s.withheld
from jsonb_to_recordset($1::text::jsonb) as s (id bigint, state text, reason text, untried boolean, due timestamptz,
    settled timestamptz, status integer, ms integer, sent text[], withheld text[])
where d.org_id = $2 and d.id = s.id and d.state = 'sending';

-- settle.ts writeRemotes
with given as (select *
  from jsonb_to_recordset($1::text::jsonb) as g (record bigint, remote text, told text[], emptied text[], sent
      boolean, restricted boolean, removed boolean)), known as (update app_remotes r
  set remote_id = coalesce(g.remote, r.remote_id), sent_marked = case when not g.removed then array(select
      unnest(r.sent_marked)
    except
    select unnest(g.emptied)
    union
    select unnest(g.told)
    order by 1) else '{}' end, sent_at = case when g.sent then now() else r.sent_at end, restricted_at = case when
    g.restricted then coalesce(r.restricted_at, now()) end, removed_at = case when g.removed then now() when not
    g.sent then r.removed_at end
  from given g
  where r.org_id = $2 and r.connection_id = $3 and r.record_id = g.record
  returning r.record_id)
insert into app_remotes (org_id, connection_id, record_id, remote_id, sent_marked, sent_at)
select $4, $5, g.record, g.remote, g.told, now()
from given g
where g.sent and g.record not in (select record_id from known);

-- take.ts takeDue.taken
with due as materialized (select d.id
  from app_deliveries d
  where d.org_id = $1 and d.connection_id = $2 and d.state = 'waiting' and d.due_at <= now() + interval
    '1 millisecond' and d.id = (select e.id
    from app_deliveries e
    where e.org_id = d.org_id and e.connection_id = d.connection_id and e.record_id = d.record_id and e.state in
      ('waiting', 'sending')
    order by e.id
    limit 1)
  order by d.id
  limit $3
  for update skip locked)
update app_deliveries d
set state = 'sending', taken_by = $4, tries = d.tries + 1
from due, modules m
where d.org_id = $5 and d.id = due.id and m.org_id = d.org_id and m.id = d.module_id
returning d.id, d.module_id as "moduleId", m.api_name as module, d.record_id as "recordId", d.act, d.tries,
  to_json(d.created_at) #>> '{}' as "createdAt", d.sent_fields as "sentFields";
