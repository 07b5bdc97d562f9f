-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- look.ts notLookedAt.rows
select id from sessions where org_id = $1 and looked_at is null and id > $2::bigint order by id limit $3;

-- look.ts lookAt.marked
update sessions set looked_at = $1::timestamptz, odd = $2::text::jsonb where org_id = $3 and id = $4;

-- look.ts lockSession
select s.user_id as "userId", u.time_zone as zone, s.ip, s.user_agent as "userAgent", (extract(epoch from
  s.created_at) * 1000)::double precision as "atMs"
from sessions s
join users u on u.org_id = s.org_id and u.id = s.user_id
where s.org_id = $1 and s.id = $2 and s.looked_at is null
for no key update of s;

-- look.ts factsOf.rows
select (extract(epoch from created_at) * 1000)::double precision as "atMs", ip
from sessions
where org_id = $1 and user_id = $2 and id <> $3 and created_at <= $4::timestamptz
order by last_seen_at desc
limit $5;

-- look.ts countWrong
select count(*)::int as count
from (select
  from ledger_entries
  where org_id = $1 and actor_id = $2 and action = 'user.sign_in_failed' and facts = '{"reason":"wrong_password"}'
    and id >= $3::bigint and at >= $4::timestamptz and at <= $5::timestamptz
  limit $6) as wrong;
