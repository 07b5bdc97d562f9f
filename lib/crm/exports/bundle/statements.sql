-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- attached-files.ts nextFiles.rows
select id, record_id as "recordId", sealed_name as "sealedName"
from attachments
where org_id = $1 and state = 'clean' and (record_id, id) > ($2::bigint, $3::bigint) and record_id in (select id
  from records
  where records.org_id = $4 and records.module_id = $5 and deleted_at is null and true and id = $6)
order by record_id, id
limit $7;
