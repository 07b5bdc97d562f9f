-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- as-reader.ts asReader
select session_id as "sessionId", opened_at as "openedAt", mac
from chat_readers
where org_id = $1 and conversation_id = $2 and user_id = $3
for update;

-- as-reader.ts asReader
update chat_readers
set session_id = $1, opened_at = $2, mac = $3
where org_id = $4 and conversation_id = $5 and user_id = $6;

-- as-reader.ts asReader
delete from chat_readers where org_id = $1 and conversation_id = $2 and user_id = $3;

-- list.ts listConversations.rows
select c.id, c.visit_id, c.visitor_id, c.status, b.id as brand_id, b.name as brand, d.id as department_id, d.name as
  department, u.id as operator_id, u.name as operator, c.started_at, c.picked_up_at, c.closed_at
from chat_conversations c
left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
left join chat_departments d on d.org_id = c.org_id and d.id = c.department_id
left join users u on u.org_id = c.org_id and u.id = c.operator_id
where c.org_id = $1 and c.deleted_at is null
order by c.id desc
limit $2
offset $3;
