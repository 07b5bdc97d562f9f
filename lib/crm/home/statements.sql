-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- agenda.ts readDay.rows
select id, name, coalesce("k2", '') as starts
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and owner_id = $3 and "k2" >=
  $4 and "k2" < $5
order by "k2", id
limit $6;

-- changed.ts listChangedByOthers.rows
select id, module_id as "moduleId", name, by, to_char(modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  as at
from (select id, module_id, name, modified_at, modified_by as by
  from records
  where org_id = $1 and owner_id = $2 and modified_at > $3::timestamptz and ((records.org_id = $4 and
        records.module_id = $5 and deleted_at is null and true))
  order by modified_at desc, id desc
  limit $6) r
where by <> $7
order by modified_at desc, id desc
limit $8;

-- recent.ts listRecent.rows
select id, module_id as "moduleId", name
from records
where org_id = $1 and id = any($2::bigint[]) and ((records.org_id = $3 and records.module_id = $4 and deleted_at is
      null and true));

-- tasks.ts listDueTasks.rows
select id, name, coalesce("k2", '') as due
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and owner_id = $3 and "k2" > ''
  and "k2" <= $4 and "k3" is distinct from 'completed'
order by "k2" desc, id desc
limit $5;
