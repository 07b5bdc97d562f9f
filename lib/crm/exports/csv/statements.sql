-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- select.ts findEnd
select id
from records
where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true) and id > $3
order by id
offset $4
limit 1;

-- select.ts selectCells.read, not seen yet
