-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- read-days.ts readByIndex.rows
select d.day::int as day, found.*
from unnest($1::text[], $2::text[]) with ordinality as d (lo, hi, day)
cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
    created_by, modified_at, modified_by
  from records
  where (records.org_id = $3 and records.module_id = $4 and deleted_at is null and true) and "k2" >= d.lo::text and
    "k2" < d.hi::text
  order by "k2", id
  limit $5) as found;

-- read-days.ts readByIndex.counted
select d.lo as lo, counted.records
from unnest($1::text[], $2::text[]) as d (lo, hi)
cross join lateral (select count(*)::int as records
  from (select
    from records
    where (records.org_id = $3 and records.module_id = $4 and deleted_at is null and true) and "k2" >= d.lo::text
      and "k2" < d.hi::text
    limit $5) as those) as counted;

-- read-days.ts readThrough.found
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by, coalesce((("values" ->> $1::text) collate "C"), '') as at
from records
where (records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and not exists (select
    from conversions c
    where c.org_id = records.org_id and c.lead_id = records.id) and id = any($4::bigint[])) and (("values" ->>
  $5::text) collate "C") >= $6::text and (("values" ->> $7::text) collate "C") < $8::text
order by (("values" ->> $9::text) collate "C"), id
limit $10;
