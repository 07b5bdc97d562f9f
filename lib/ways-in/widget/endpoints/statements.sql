-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- brand.ts departmentsOf.rows, sent by no test
select id, name from chat_departments where org_id = $1 and id = any($2::bigint[]);
