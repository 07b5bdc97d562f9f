-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- forget.ts forgetReceived
delete from app_received where org_id = $1 and at < $2::timestamptz;

-- land.ts findKnown
select a.record_id as id
from app_remotes a
join records r on r.org_id = a.org_id and r.id = a.record_id and r.module_id = $1
where a.org_id = $2 and a.connection_id = $3 and (a.record_id = $4::bigint or ($5::bigint is null and a.remote_id =
    $6))
order by r.deleted_at is not null, a.sent_at desc
limit 1;

-- land.ts landNew
select from app_connections where org_id = $1 and id = $2 for no key update;

-- land.ts alongside.noted
insert into app_received (org_id, connection_id, webhook_id, at) values ($1, $2, $3, $4::timestamptz);

-- land.ts beside
select set_config('app.from_connection', $1, true);

-- land.ts beside
insert into app_remotes (org_id, connection_id, record_id, remote_id, sent_marked, sent_at)
values ($1, $2, $3, $4, '{}', $5::timestamptz) on conflict (org_id, connection_id, record_id) do update
set remote_id = coalesce(excluded.remote_id, app_remotes.remote_id), removed_at = $6::timestamptz, sent_marked =
  case when $7 then '{}' else app_remotes.sent_marked end;

-- land.ts isFirst.noted
insert into app_received (org_id, connection_id, webhook_id, at, said)
values ($1, $2, $3, $4::timestamptz, $5) on conflict do nothing
returning 1;

-- loop.ts isLoop
with recent as (select action, subject_id, request_id
  from ledger_entries
  where org_id = $1 and record_id = $2 and outcome = 'done' and at > $3::timestamptz and action in ('app.receive',
    'record.create', 'record.update')), turns as (select * from recent where action = 'app.receive')
select (select count(*)::int from turns) as turns, (select count(distinct app)::int
  from (select subject_id as app from turns union select $4::bigint) as a) as apps, (select count(*)::int
  from recent
  where action = 'record.update' and request_id not in (select request_id from turns)) as others;

-- loop.ts isEcho
select exists (select
  from app_deliveries
  where org_id = $1 and id = $2::bigint) as ours, (select count(*)::int
  from app_received
  where org_id = $3 and said = $4 and at > $5::timestamptz) as turns;

-- loop.ts stopLoop
update app_connections set state = 'paused' where org_id = $1 and id = $2;

-- receive.ts wasTaken.rows
select from app_received where org_id = $1 and connection_id = $2 and webhook_id = $3;
