-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- overwrite.ts overwriteRecords.rows
select id, "values", sealed, seal_version, owner_id, version
from records
where org_id = $1 and id = any($2::bigint[]) and deleted_at is null
order by id
for update;

-- overwrite.ts overwriteRecords
with updated as (update records
  set "values" = $1::jsonb, sealed = $2, seal_version = $3, name = $4, name_key = $5, k1 = $6, k2 = $7, k3 = $8, k4
    = $9, k5 = $10, k6 = $11, k7 = $12, k8 = $13, owner_id = $14, version = version + 1, modified_at =
    $15::timestamptz, modified_by = $16
  where org_id = $17 and id = $18)
select;

-- point-within.ts writeWaiting
insert into import_waiting (org_id, job_id, "row", record_id)
select $1, $2, w."row", w."recordId"
from jsonb_to_recordset($3::jsonb) as w ("row" int, "recordId" bigint);

-- point-within.ts pointWithin
select from import_waiting where org_id = $1 and job_id = $2 limit 1;

-- point-within.ts pointBatch.waiting
select "row", record_id as "recordId"
from import_waiting
where org_id = $1 and job_id = $2 and "row" between $3 and $4
order by "row";

-- point-within.ts pointBatch.done
delete from import_waiting where org_id = $1 and job_id = $2 and "row" between $3 and $4;

-- problems.ts writeProblems.written
insert into import_problems (org_id, job_id, "row", place, field, problem, is_taken)
select $1, $2, p."row", p.place, p.field, p.problem, coalesce(p."isTaken", false)
from jsonb_to_recordset($3::jsonb) as p ("row" int, place int, field text, problem text, "isTaken" boolean) on
  conflict do nothing;

-- problems.ts readTaken
select "row", field, problem
from import_problems
where org_id = $1 and job_id = $2 and is_taken and "row" in (select distinct "row"
  from import_problems
  where org_id = $3 and job_id = $4 and is_taken and "row" > $5
  order by "row"
  limit $6)
order by "row", place;

-- problems.ts readProblems.rows
select "row", field, problem
from import_problems
where org_id = $1 and job_id = $2 and "row" between $3 and $4 and not is_taken
order by "row", place;

-- save-progress.ts saveProgress
update jobs
set done = $1, result = $2::jsonb
where org_id = $3 and id = $4 and coalesce((result ->> 'next')::bigint, 0) = $5;

-- start.ts startImport.updated
update jobs set status = 'queued', expires_at = null, params = $1::jsonb where org_id = $2 and id = $3;

-- undo.ts undoImport.marked
update jobs set result = coalesce(result, '{}') || $1::jsonb where org_id = $2 and id = $3;

-- undo.ts nextIds.rows
select id
from records
where org_id = $1 and import_id = $2 and module_id = $3 and deleted_at is null and id > $4
order by id
limit $5;
