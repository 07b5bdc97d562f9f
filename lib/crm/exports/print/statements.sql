-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- print.ts printRecord.printed
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where org_id = $1 and id = $2 and module_id = $3 and deleted_at is null and true;

-- print.ts printList.printed
select set_config('statement_timeout', '10s', true);
