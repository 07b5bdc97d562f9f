-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- ask.ts findAccounts
select set_config('app.sign_in_email', $1, true);

-- ask.ts findAccounts
select org_id as "orgId", id from users where email = $1 order by active desc, org_id limit 20;

-- ask.ts whyNot
select count(*)::int as count
from password_links
where org_id = $1 and user_id = $2 and created_at > $3::timestamptz;

-- choose.ts choosePassword
select name as organisation from orgs where org_id = $1;

-- choose.ts choosePassword
update users set password_hash = $1, password_ends_at = null where org_id = $2 and id = $3;

-- choose.ts choosePassword
update password_links set used_at = $1::timestamptz where org_id = $2 and id = $3;

-- link.ts makePasswordLink
insert into password_links (org_id, id, user_id, link_hash, account_mac, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6::timestamptz, $7::timestamptz);

-- link.ts openLink
select l.id, l.user_id as "userId", l.link_hash as "linkHash", l.account_mac as "accountMac", l.used_at as "usedAt",
  (extract(epoch from l.expires_at) * 1000)::double precision as "expiresMs", u.name, u.email, u.active,
  u.password_hash as "passwordHash"
from password_links l
join users u on u.org_id = l.org_id and u.id = l.user_id
where l.org_id = $1 and l.id = $2
for no key update;
