-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- job-context.ts jobContext.starter
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- job-context.ts starterContext.starter
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- job-context.ts starterContext.starter
select id, name from users where org_id = $1 and id = $2;

-- presence.ts isHeld
select exists (select
  from pg_locks
  where locktype = 'advisory' and granted and classid = $1::oid and objid = $2::oid and objsubid = $3 and database =
  (select oid
    from pg_database
    where datname = current_database())) as held;

-- rows-of-ended.ts removeRowsOfEnded
delete
from "bulk_write_rows" r using jobs j
where r.org_id = $1 and j.org_id = r.org_id and j.id = r.job_id and j.finished_at < $2::timestamptz;
