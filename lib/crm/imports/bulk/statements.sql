-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find.ts lockUpload
select id, kind, module, created_by as "createdBy", params, result, status
from jobs
where org_id = $1 and id = $2 and kind = 'bulk_upload' and created_by = $3 and expires_at > now()
for update;

-- find.ts assertUploadKept
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- find.ts findBulkWrite
select id, module, status, params, result, created_at as "createdAt", expires_at as "expiresAt"
from jobs
where org_id = $1 and id = $2 and kind = 'bulk_write' and created_by = $3 and module is not null;

-- rows.ts writeOutcomes
insert into bulk_write_rows (org_id, job_id, "row", outcome, record_id, errors)
select $1, $2, o."row", o.outcome, o."recordId", o.errors
from jsonb_to_recordset($3::jsonb) as o ("row" int, outcome text, "recordId" bigint, errors text);

-- rows.ts readOutcomes.rows
select "row", outcome, record_id as "recordId", errors
from bulk_write_rows
where org_id = $1 and job_id = $2 and "row" > $3
order by "row"
limit $4;

-- rows.ts removeOutcomes
delete from bulk_write_rows where org_id = $1 and job_id = $2;

-- run.ts keepResult
update jobs set expires_at = $1::timestamptz where org_id = $2 and id = $3;

-- run.ts forgetUpload
update jobs set expires_at = now() where org_id = $1 and id = $2;

-- start.ts startBulkWrite.writes
update jobs set params = $1::jsonb where org_id = $2 and id = $3;

-- start.ts startBulkWrite.writes
update jobs set status = 'done', expires_at = $1::timestamptz where org_id = $2 and id = $3;
