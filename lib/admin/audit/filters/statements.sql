-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- filters.ts listFilters.rows
select id, name, query from audit_filters where org_id = $1 and owner_id = $2 order by lower(name), id;

-- filters.ts saveFilter.saved
select count(*)::int as count from audit_filters where org_id = $1 and owner_id = $2;

-- filters.ts saveFilter.saved
insert into audit_filters (org_id, id, owner_id, name, query, created_at)
values ($1, $2, $3, $4, $5::text::jsonb, $6);

-- filters.ts renameFilter.renamed.rows
update audit_filters set name = $1 where org_id = $2 and id = $3 and owner_id = $4 returning id;

-- filters.ts deleteFilter.rows
delete from audit_filters where org_id = $1 and id = $2 and owner_id = $3 returning id;
