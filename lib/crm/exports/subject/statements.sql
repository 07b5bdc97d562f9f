-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- notes-files-and-history.ts notesPart.rows.found
select id, sealed, seal_version as "sealVersion", created_at, created_by
from notes
where org_id = $1 and record_id = $2 and id > $3
order by id
limit $4;

-- notes-files-and-history.ts filesPart.rows.found
select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes", created_at as
  "createdAt"
from attachments
where org_id = $1 and record_id = $2 and id > $3
order by id
limit $4;

-- page.ts fieldsPart
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where org_id = $1 and id = $2 and module_id = $3;

-- related.ts notedAmong.rows
select distinct record_id as id from notes where org_id = $1 and record_id = any($2::bigint[]);

-- related.ts pointingRows
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id > $3 and id in (select
    record_id
  from links
  where org_id = $4 and target_id = $5)
order by id
limit $6;
