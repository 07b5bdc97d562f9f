-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- check.ts prepare
delete from import_problems where org_id = $1 and job_id = $2;

-- start-check.ts startCheck.updated
update jobs set params = $1::jsonb where org_id = $2 and id = $3;
