-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- list.ts newest.rows
select e.id, e.conversation_id as "conversationId", e.entry_id as "entryId", e.audience,
  jsonb_array_length(e.entry_ids) as entries, u.name as "createdBy", e.created_at as "createdAt", e.expires_at as
  "expiresAt", e.opened_at as "openedAt", e.revoked_at as "revokedAt", e.failed_tries as "failedTries"
from extracts e
left join users u on u.org_id = e.org_id and u.id = e.created_by
where e.org_id = $1 and e.record_id = $2
order by e.id desc
limit $3;

-- make.ts writeExtract.written
insert into extracts (org_id, id, conversation_id, record_id, module, entry_id, entry_ids, audience, link_hash,
    secret_hash, created_by, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13);

-- of-record.ts moduleOf
select module_id as "moduleId" from records where org_id = $1 and id = $2;

-- open.ts openOnce
update extracts set failed_tries = failed_tries + 1 where org_id = $1 and id = $2;

-- open.ts openOnce
update extracts set opened_at = now() where org_id = $1 and id = $2;

-- open.ts lockRow
select id, conversation_id as "conversationId", record_id as "recordId", module, entry_id as "entryId", entry_ids as
  "entryIds", audience, link_hash as "linkHash", secret_hash as "secretHash", failed_tries as "failedTries",
  expires_at as "expiresAt", opened_at as "openedAt", revoked_at as "revokedAt"
from extracts
where org_id = $1 and id = $2
for update;

-- revoke.ts lockUnopened
select conversation_id as "conversationId", record_id as "recordId", module, opened_at is not null as "isOpened",
  revoked_at is not null as "isOver"
from extracts e
where org_id = $1 and id = $2 and true
for update;

-- revoke.ts end
update extracts set revoked_at = now() where org_id = $1 and id = $2;
