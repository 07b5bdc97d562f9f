-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- attach.ts attachChatFile.kept.inserted
insert into chat_files (org_id, id, conversation_id, sealed_name, content_type, size_bytes, state, scanned_by,
    from_visitor, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now());

-- attach.ts assertMayAttach
select file_id as "fileId" from chat_messages where org_id = $1 and conversation_id = $2 and id = $3;

-- download.ts downloadChatFile.file
select id, sealed_name as "sealedName", size_bytes as "sizeBytes", state
from chat_files
where org_id = $1 and id = $2 and conversation_id = $3;
