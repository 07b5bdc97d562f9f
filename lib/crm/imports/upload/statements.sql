-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- reread.ts rereadImport.updated
update jobs set params = $1::jsonb, total = $2 where org_id = $3 and id = $4;
