-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- connect.ts connectApp
insert into app_connections (org_id, id, app, name, address, settings, allowed_ranges, credentials, state, purpose,
    created_by, created_at)
values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, 'active', $9, $10, $11::timestamptz);

-- connect.ts updateConnection
update app_connections
set name = $1, address = $2, credentials = case when $3 then null else credentials end, settings = $4::text::jsonb,
  allowed_ranges = $5, purpose = $6
where org_id = $7 and id = $8;

-- connect.ts giveCredentials.written
update app_connections set credentials = $1 where org_id = $2 and id = $3;

-- connection.ts readConnections, not seen yet

-- connection.ts lockConnection
select from app_connections where org_id = $1 and id = $2 for update;

-- map.ts mapModule
insert into app_mappings (org_id, connection_id, module_id, acts, view_id, fields, remove_restricted)
values ($1, $2, $3, $4, $5, $6::text::jsonb, $7) on conflict (org_id, connection_id, module_id) do update
set acts = excluded.acts, view_id = excluded.view_id, fields = excluded.fields, remove_restricted =
  excluded.remove_restricted;

-- map.ts askAnew
update app_remotes r
set restricted_at = null
from records c
where r.org_id = $1 and r.connection_id = $2 and r.restricted_at is not null and r.removed_at is null and c.org_id =
  r.org_id and c.id = r.record_id and c.module_id = $3;

-- map.ts unmapModule
delete from app_mappings where org_id = $1 and connection_id = $2 and module_id = $3;

-- map.ts assertSharedView
select from views where org_id = $1 and id = $2 and module_id = $3 and shared;

-- mappable.ts listMappable.views
select id, name, module_id as "moduleId" from views where org_id = $1 and shared order by lower(name), id;

-- queries.ts toDtos
select connection_id as id, to_json(last_sent_at) #>> '{}' as "lastSentAt", last_reason as "lastReason", case when
  rests_until > now() then to_json(rests_until) #>> '{}' end as "restsUntil", suspended_at is not null as
  "isSuspended"
from app_health
where org_id = $1 and connection_id = any($2::bigint[]);

-- queries.ts countsOf.rows
select c.id, l.seen = $1 as capped, w.waiting, l.sent, l."sentWithout", l."notSent", l.failed
from unnest($2::bigint[]) as c (id)
cross join lateral (select count(*)::int as seen, count(*) filter (where state = 'sent')::int as sent, count(*)
    filter (where state = 'sent_without')::int as "sentWithout", count(*) filter (where state = 'not_sent')::int as
    "notSent", count(*) filter (where state = 'failed')::int as failed
  from (select d.state, d.created_at
    from app_deliveries d
    where d.org_id = $3 and d.connection_id = c.id
    order by d.id desc
    limit $4) as last
  where created_at > now() - interval '30 days') l
cross join lateral (select count(*)::int as waiting
  from (select
    from app_deliveries d
    where d.org_id = $5 and d.connection_id = c.id and d.state in ('waiting', 'sending')
    limit $6) as open) w;

-- set-state.ts setState
select suspended_at is not null as suspended from app_health where org_id = $1 and connection_id = $2;

-- set-state.ts setState
update app_connections
set state = $1, ended_at = case when $2 then now() end, credentials = case when $3 then null else credentials end
where org_id = $4 and id = $5;

-- set-state.ts setState
update app_health set suspended_at = null, failures = 0, rests_until = null where org_id = $1 and connection_id = $2;

-- set-state.ts setState
select app.wake_dispatcher();

-- set-state.ts setState
update app_deliveries
set state = 'skipped', reason = 'not_mapped', settled_at = now()
where org_id = $1 and connection_id = $2 and state = 'waiting';

-- still-there.ts stillThere.rows
with asked as (select *
  from jsonb_to_recordset($1::text::jsonb) as a (connection bigint, module bigint, fields text[])), there as (select
    t.*
  from (select connection, array_agg(distinct f.name) as fields
    from asked
    cross join unnest(fields) as f (name)
    group by 1) a
  cross join lateral (select r.org_id, r.connection_id, r.record_id, r.sent_marked
    from app_remotes r
    where r.org_id = $2 and r.connection_id = a.connection and r.removed_at is null and r.sent_marked && a.fields
    limit $3) t), known as (select r.connection_id, r.record_id, r.sent_marked, coalesce(c.module_id, (select
        d.module_id
      from app_deliveries d
      where d.org_id = r.org_id and d.record_id = r.record_id
      order by d.id desc
      limit 1)) as module_id, count(*) over (partition by r.connection_id)::int as seen
  from there r
  left join records c on c.org_id = r.org_id and c.id = r.record_id)
select id, "moduleId", fields, count(*)::int as records, max(seen) as seen
from (select a.connection as id, a.module as "moduleId", k.seen, array(select unnest(k.sent_marked)
    intersect
    select unnest(a.fields)
    order by 1) as fields
  from asked a
  join known k on k.connection_id = a.connection and k.module_id = a.module
  where k.sent_marked && a.fields) as same
group by id, "moduleId", fields;
