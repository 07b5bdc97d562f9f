-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- attach.ts deleteAttachment.gone
delete from attachments where org_id = $1 and id = $2 and record_id = $3 returning id;

-- queries.ts listAttachments.rows
select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes", state, created_at
  as "createdAt", created_by as "createdBy"
from attachments
where org_id = $1 and record_id = $2 and true
order by id desc
limit $3
offset $4;

-- queries.ts downloadAttachment.found
select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes", state
from attachments
where org_id = $1 and id = $2 and record_id = $3;
