-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- deactivate.ts deactivateDormant
select 1 from orgs where org_id = $1 for share;

-- deactivate.ts findDormant
select (extract(epoch
    from greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
        from account_changes c
        where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated'))) * 1000)::double precision as
  "lastUseMs", exists (select 1
  from scim_people s
  where s.org_id = u.org_id and s.user_id = u.id and s.removed_at is null) and exists (select 1
  from scim_connections c
  where c.org_id = u.org_id and c.ended_at is null) as provisioned
from users u
where u.org_id = $1 and u.id = $2 and u.active and greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) <= $3::timestamptz and
  u.dormant_warned_at >= greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) and u.dormant_warned_at <=
  $4::timestamptz;

-- settle.ts leaving.rows
select u.id
from users u
where u.org_id = $1 and u.active and u.id <> all($2::bigint[]) and greatest(u.created_at, u.last_sign_in_at, (select
      max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) <= $3::timestamptz and
  u.dormant_warned_at >= greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) and u.dormant_warned_at <=
  $4::timestamptz
order by greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')), u.id;

-- warn.ts warnDormant
update users set dormant_warned_at = $1::timestamptz where org_id = $2 and id = any($3::bigint[]);

-- warn.ts lockDue.rows
select u.id, u.name, (extract(epoch
    from greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
        from account_changes c
        where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated'))) * 1000)::double precision as
  "lastUseMs", exists (select 1
  from scim_people s
  where s.org_id = u.org_id and s.user_id = u.id and s.removed_at is null) and exists (select 1
  from scim_connections c
  where c.org_id = u.org_id and c.ended_at is null) as provisioned, (select count(*)::int
  from api_clients c
  where c.org_id = u.org_id and c.owner_id = u.id and c.revoked_at is null) as programs
from users u
where u.org_id = $1 and u.active and u.id <> all($2::bigint[]) and greatest(u.created_at, u.last_sign_in_at, (select
      max(c.at)
    from account_changes c
    where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) <= $3::timestamptz and
  (u.dormant_warned_at is null or u.dormant_warned_at < greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
      from account_changes c
      where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) or u.dormant_warned_at >
    $4::timestamptz)
order by u.id
limit $5
for no key update of u;
