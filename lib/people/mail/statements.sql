-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- send-mail.ts sendMail
select o.name as organisation, u.email, u.name
from orgs o
left join users u on u.org_id = o.org_id and u.id = $1::bigint
where o.org_id = $2;

-- send-mail.ts sendMail
insert into mails (org_id, id, template, user_id, link_id, sealed, state, due_at, created_at, ends_at)
values ($1, $2, $3, $4, $5, $6, 'waiting', $7::timestamptz, $8::timestamptz, $9::timestamptz);
