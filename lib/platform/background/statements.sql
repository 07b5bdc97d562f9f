-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- job-context.ts jobContext.row
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- job-context.ts jobContext.row
select app.rights_of($1, u.id, null) as proof, u.id, u.name, u.active, u.time_zone, app.effective_rights(p.rights,
  u.phi_suspended) as rights, u.phi_suspended and p.rights -> 'org' ? 'revealPhi' as waits, case when r.parent_id is
  not null then u.id::text || array(select other.id::text
  from roles below
  join users other on other.org_id = below.org_id and other.role_id = below.id
  where below.org_id = r.org_id and starts_with(below.path, r.path) and below.id <> r.id) end as owner_ids
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $2 and u.id = $3;

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
