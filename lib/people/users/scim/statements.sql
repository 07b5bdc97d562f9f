-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- apply-rules.ts misplaced.people
select id, name, email, profile_id as "profileId", role_id as "roleId"
from users
where org_id = $1 and id = any($2::bigint[])
order by id;

-- change-group.ts createGroup
select 1 from orgs where org_id = $1 for no key update;

-- change-group.ts createGroup
select count(*)::int as count from scim_groups where org_id = $1;

-- change-group.ts createGroup
insert into scim_groups (org_id, id, name, external_id, members, created_at)
values ($1, $2, $3, $4, $5::bigint[], $6::timestamptz);

-- change-group.ts changeGroup
update scim_groups set name = $1, external_id = $2, members = $3::bigint[] where org_id = $4 and id = $5;

-- change-group.ts deleteGroup
delete from scim_groups where org_id = $1 and id = $2;

-- connection.ts readConnections
select c.id, c.name, c.made_by as "madeBy", c.rules, c.secret_hash as "secretHash", c.ended_at is not null as ended,
  (extract(epoch from c.expires_at) * 1000)::float8 as "expiresMs", (extract(epoch from c.last_used_at) *
  1000)::float8 as "lastUsedMs"
from scim_connections c
where c.org_id = $1 and c.id = $2
order by c.ended_at is not null, lower(c.name), c.id
limit 100;

-- connection.ts lockConnection
select from scim_connections where org_id = $1 and id = $2 for update;

-- groups.ts readGroups
select g.id, g.name, g.external_id as "externalId", g.members, to_char(g.created_at at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"
from scim_groups g
where g.org_id = $1 and g.members && $2::bigint[]
order by g.id
limit 1000;

-- groups.ts lockGroup
select from scim_groups where org_id = $1 and id = $2 for update;

-- groups.ts namesOf.rows
select id, name from users where org_id = $1 and id = any($2::bigint[]);

-- people.ts listPeople.rows
select u.id, u.email as "userName", u.name as "displayName", u.active, s.external_id as "externalId", s.kept,
  to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"
from users u
left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
where u.org_id = $1 and (u.active or s.removed_at is null) and ($2::bigint is null or u.id = $3::bigint) and
  ($4::text is null or u.email = $5::text) and ($6::text is null or s.external_id = $7::text)
order by u.id
offset $8
limit $9;

-- people.ts assertOwnExternalId.others
select
from users u
join scim_people s on s.org_id = u.org_id and s.user_id = u.id
where u.org_id = $1 and (u.active or s.removed_at is null) and s.external_id = $2 and u.id <> $3;

-- people.ts countPeople
select count(*)::int as count
from users u
left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
where u.org_id = $1 and (u.active or s.removed_at is null);

-- provision.ts findRemoved
select u.id, s.removed_at is not null and not u.active as removed
from users u
left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
where u.org_id = $1 and u.email = $2;

-- provision.ts removePerson
insert into scim_people as s (org_id, user_id, kept, removed_at)
values ($1, $2, $3::text::jsonb, $4::timestamptz) on conflict (org_id, user_id) do update
set removed_at = excluded.removed_at;

-- provision.ts writeKept
insert into scim_people as s (org_id, user_id, external_id, kept, removed_at)
values ($1, $2, $3, $4::text::jsonb, null) on conflict (org_id, user_id) do update
set external_id = excluded.external_id, kept = excluded.kept, removed_at = null;

-- queries.ts getDirectories.makers
select id, name, active from users where org_id = $1 and id = any($2::bigint[]);

-- save-connection.ts createConnection
select 1 from orgs where org_id = $1 for no key update;

-- save-connection.ts createConnection
select count(*)::int as live from scim_connections where org_id = $1 and ended_at is null;

-- save-connection.ts createConnection
insert into scim_connections (org_id, id, name, secret_hash, made_by, rules, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6::text::jsonb, $7::timestamptz, $8::timestamptz);

-- save-connection.ts updateConnection.token
update scim_connections
set name = $1, rules = $2::text::jsonb, secret_hash = $3, made_by = $4
where org_id = $5 and id = $6;

-- save-connection.ts endConnection
update scim_connections set ended_at = $1::timestamptz where org_id = $2 and id = $3;
