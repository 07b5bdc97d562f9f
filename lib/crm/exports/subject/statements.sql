-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- page.ts fieldsPart, not seen yet

-- papers.ts notesPart.rows.found
select id, sealed, seal_version as "sealVersion", created_at, created_by
from notes
where org_id = $1 and record_id = $2 and id > $3
order by id
limit $4;

-- papers.ts filesPart.rows.found
select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes", created_at as
  "createdAt"
from attachments
where org_id = $1 and record_id = $2 and id > $3
order by id
limit $4;

-- related.ts pointingRows, not seen yet

-- related.ts read.rows, not seen yet
