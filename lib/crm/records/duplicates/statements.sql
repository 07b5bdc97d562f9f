-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- groups.ts writeGroups.write
insert into duplicate_groups (org_id, job_id, n, sealed)
select $1, $2, r.n, decode(r.sealed, 'hex')
from jsonb_to_recordset($3::jsonb) as r (n int, sealed text);

-- groups.ts readGroups
select sealed from duplicate_groups where org_id = $1 and job_id = $2 and n = $3;

-- groups.ts forgetGroups
delete
from duplicate_groups g using jobs j
where g.org_id = $1 and j.org_id = g.org_id and j.id = g.job_id and j.created_by = $2 and j.module = $3;

-- list.ts lastSearch
select id as "jobId", status, params -> 'by' as by, result
from jobs
where org_id = $1 and created_by = $2 and kind = 'find_duplicates' and module = $3 and created_at > now() -
  make_interval(hours => $4)
order by id desc
limit 1;

-- list.ts sameNow.rows
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[]);

-- run.ts countAll
select count(*)::int as records
from (select
  from records
  where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true
  limit $3) as counted;

-- run.ts readBatch.read
select id, true as twin
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and true
order by id desc
limit $3;

-- run.ts readBatch.rows
select id, name, "values", sealed, seal_version from records where org_id = $1 and id = any($2::bigint[]);

-- tell-apart.ts tellApart.told
insert into told_apart (org_id, module_id, digest, told_by, told_at)
values ($1, $2, $3, $4, now()) on conflict do nothing
returning told_by;

-- tell-apart.ts takeBackApart.gone
delete from told_apart where org_id = $1 and module_id = $2 and digest = $3 returning told_by;

-- tell-apart.ts areToldApart.told
select encode(digest, 'hex') as digest
from told_apart
where org_id = $1 and module_id = $2 and digest = any(array(select decode(d, 'hex') from unnest($3::text[]) as t
    (d)));

-- tell-apart.ts lookedAt.rows
select id, version, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[]);
