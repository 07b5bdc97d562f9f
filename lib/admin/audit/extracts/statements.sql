-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- create.ts createExtract.written
insert into chat_extracts (org_id, id, conversation_id, entry_ids, audience, link_hash, secret_hash, created_by,
    created_at, expires_at)
values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10);

-- list.ts listExtracts.rows
select e.id, e.conversation_id as "conversationId", e.audience, jsonb_array_length(e.entry_ids) as entries, u.name
  as "createdBy", e.created_at as "createdAt", e.expires_at as "expiresAt", e.opened_at as "openedAt", e.revoked_at
  as "revokedAt", e.failed_tries as "failedTries"
from chat_extracts e
left join users u on u.org_id = e.org_id and u.id = e.created_by
where e.org_id = $1
order by e.id desc
limit $2;

-- open.ts openOnce
select conversation_id as "conversationId", entry_ids as "entryIds", audience, link_hash as "linkHash", secret_hash
  as "secretHash", failed_tries as "failedTries", expires_at as "expiresAt", opened_at as "openedAt", revoked_at as
  "revokedAt"
from chat_extracts
where org_id = $1 and id = $2
for update;

-- open.ts openOnce
update chat_extracts set failed_tries = failed_tries + 1 where org_id = $1 and id = $2;

-- open.ts openOnce
update chat_extracts set opened_at = now() where org_id = $1 and id = $2;

-- open.ts openOnce
select name from orgs where org_id = $1;

-- revoke.ts revokeExtract
select conversation_id as "conversationId", opened_at as "openedAt", revoked_at as "revokedAt"
from chat_extracts
where org_id = $1 and id = $2
for update;

-- revoke.ts revokeExtract
update chat_extracts set revoked_at = now() where org_id = $1 and id = $2;
