-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- give.ts giveAccounting.written
insert into accounting_links (org_id, id, module_id, record_id, from_day, to_day, link_hash, secret_hash,
    created_by, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- links.ts readLinks.rows
select l.id, l.from_day::text as "from", l.to_day::text as "to", coalesce(u.name, 'a former user') as by,
  l.created_at as "createdAt", l.expires_at as "expiresAt", l.opened_at as "openedAt", l.revoked_at as "revokedAt",
  l.failed_tries as "failedTries"
from accounting_links l
left join users u on u.org_id = l.org_id and u.id = l.created_by
where l.org_id = $1 and l.record_id = any($2::bigint[])
order by l.id desc
limit 50;

-- links.ts takeBackAccounting
select opened_at is not null as "isOpened", revoked_at is not null as "isRevoked"
from accounting_links
where org_id = $1 and id = $2 and record_id = any($3::bigint[])
for update;

-- links.ts takeBackAccounting
update accounting_links set revoked_at = now() where org_id = $1 and id = $2;

-- open.ts openOnce, not seen yet

-- open.ts openOnce, not seen yet

-- open.ts lockRow
select id, module_id as "moduleId", record_id as "recordId", from_day::text as "from", to_day::text as "to",
  link_hash as "linkHash", secret_hash as "secretHash", failed_tries as "failedTries", expires_at as "expiresAt",
  opened_at as "openedAt", revoked_at as "revokedAt"
from accounting_links
where org_id = $1 and id = $2
for update;
