-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- access.ts lockReport
select id, module_id, owner_id, name, folder, shared, definition
from reports
where org_id = $1 and id = $2 and (shared or owner_id = $3)
for update;

-- cells.ts readCells.source, a part of others, not seen yet

-- cells.ts readCells
with cells as (select "g0" as a, "g1" as b, count(*) as n, null::numeric as "s0", null::bigint as "c0",
    null::numeric as "s1", null::bigint as "c1", null::numeric as "s2", null::bigint as "c2"
  from (select owner_id::text as g0, null::text as g1, null::bigint as l0, null::bigint as l1, null::numeric as x0,
      null::numeric as x1, null::numeric as x2
    from records
    where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true)) as chosen
  group by 1, 2)
select a::text as a, b::text as b, grouping(a, b) as level, coalesce(sum(n), 0)::text as n, null::text as "m0",
  null::text as "m1", null::text as "m2"
from cells
group by grouping sets ((a, b), ())
order by level desc, sum(n) desc, 1, 2
limit $3;

-- conversion.ts countConversion.rows
select date_trunc('month', created_at at time zone $1::text)::date::text as month, count(*)::int as made, count(*)
  filter (where exists (select
    from conversions c
    where c.org_id = records.org_id and c.lead_id = records.id))::int as converted
from records
where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true
group by 1
order by 1 desc
limit $4;

-- create.ts createReport.created
select count(*)::int as count from reports where org_id = $1 and owner_id = $2;

-- dashboard.ts arrangeDashboard
insert into report_dashboards (org_id, user_id, cards)
values ($1, $2, $3::text::jsonb) on conflict (org_id, user_id) do update
set cards = excluded.cards;

-- dashboard.ts keptBy
select cards from report_dashboards where org_id = $1 and user_id = $2;

-- delete.ts deleteReport
delete from reports where org_id = $1 and id = $2;

-- limit-report.ts limitReport
select set_config('statement_timeout', '30s', true), set_config('plan_cache_mode', 'force_custom_plan', true);

-- queries.ts listReports.rows
select id, module_id, owner_id, name, folder, shared, definition
from reports
where org_id = $1 and (shared or owner_id = $2)
order by lower(name), id;

-- queries.ts getReport.rows
select id, module_id, owner_id, name, folder, shared, definition
from reports
where org_id = $1 and id = $2 and (shared or owner_id = $3);

-- whole.ts countWhole.rows
select key, count(*) filter (where seen)::text as seen, count(*) filter (where not seen and not own)::text as unseen
from (select case when ("values" ->> $1::text) = any($2::text[]) then ("values" ->> $3::text) end as key,
    coalesce((records.org_id = $4 and records.module_id = $5 and deleted_at is null and owner_id =
        any($6::bigint[])), false) as seen, created_by = $7 as own
  from records
  where (org_id = $8 and module_id = $9 and deleted_at is null)) as counted
group by 1;
