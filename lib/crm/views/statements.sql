-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- access.ts lockView
select id, module_id, owner_id, name, shared, definition
from views
where org_id = $1 and id = $2 and (shared or owner_id = $3)
for update;

-- create.ts createView.created
select count(*)::int as count from views where org_id = $1 and module_id = $2 and owner_id = $3;

-- delete.ts deleteView
delete from views where org_id = $1 and id = $2;

-- queries.ts viewsOf.rows
select id, module_id, owner_id, name, shared, definition
from views
where org_id = $1 and module_id = $2 and (shared or owner_id = $3)
order by lower(name), id;
