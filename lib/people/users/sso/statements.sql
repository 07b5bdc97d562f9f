-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- accounts.ts createPerson
insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone)
values ($1, $2, $3, $4, $5, $6, $7, coalesce((select time_zone from users where org_id = $8 and id = $9), 'UTC'));

-- accounts.ts forgetTemporary.gone
update users
set password_hash = $1, password_ends_at = null
where org_id = $2 and id = $3 and password_ends_at is not null;

-- connection.ts readRows
select c.id, c.name, c.kind, c.state, c.revision, c.config as sealed, to_json(c.created_at) #>> '{}' as "createdAt",
  array(select d.domain
  from sso_domains d
  where d.org_id = c.org_id and d.connection_id = c.id
  order by d.domain) as domains
from sso_connections c
where c.org_id = $1 and true
order by lower(c.name), c.id;

-- connection.ts lockIfThere
select from sso_connections where org_id = $1 and id = $2 for update;

-- connection.ts writeConfig
update sso_connections
set name = $1, kind = $2, config = $3, state = 'off', revision = revision + 1
where org_id = $4 and id = $5;

-- connection.ts writeConfig
delete from sso_domains where org_id = $1 and connection_id = $2;

-- connection.ts writeConfig
insert into sso_domains (org_id, domain, connection_id) select $1, domain, $2 from unnest($3::text[]) as d (domain);

-- connection.ts writeState
update sso_connections set state = $1 where org_id = $2 and id = $3;

-- connection.ts removeConnection.people
delete from sso_people where org_id = $1 and connection_id = $2;

-- connection.ts removeConnection
delete from sso_domains where org_id = $1 and connection_id = $2;

-- connection.ts removeConnection
delete from sso_connections where org_id = $1 and id = $2;

-- find.ts findWays.rows
select set_config('app.sign_in_domain', $1, true);

-- find.ts findWays.rows
select org_id as "orgId", connection_id as id from sso_domains where domain = $1 order by org_id limit $2;

-- find.ts findById
select set_config('app.sso_metadata', $1, true);

-- find.ts findById
select org_id as "orgId" from sso_connections where id = $1;

-- only.ts listLocalAdministrators
select u.id, u.name
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.active and p.rights -> 'org' ? 'manageUsers' and u.password_hash like '$argon2id$%' and
  u.password_ends_at is null
order by lower(u.name), u.id
limit 200;

-- only.ts setOnly
select 1 from orgs where org_id = $1 for no key update;

-- only.ts assertNotLastWay
select 1 from orgs where org_id = $1 for no key update;

-- person.ts standingOf
select p.id as "linkId", p.mac, u.id, u.name, u.email, u.active
from sso_people p
join users u on u.org_id = p.org_id and u.id = p.user_id
where p.org_id = $1 and p.connection_id = $2 and p.subject = $3;

-- person.ts standingOf
select u.id, u.name, u.email, u.active, exists (select
  from sso_people p
  where p.org_id = u.org_id and p.connection_id = $1 and p.user_id = u.id) as "isLinked"
from users u
where u.org_id = $2 and u.email = $3;

-- person.ts writeLink
insert into sso_people (org_id, id, connection_id, subject, user_id, mac, linked_at)
values ($1, $2, $3, $4, $5, $6, $7::timestamptz);

-- queries.ts getSso.counts
select connection_id as id, count(*)::int as people from sso_people where org_id = $1 group by 1;

-- queries.ts getSsoConnection
select count(*)::int as people from sso_people where org_id = $1 and connection_id = $2;

-- queries.ts listPlaces
select id, name from profiles where org_id = $1 order by lower(name), id limit 200;

-- queries.ts listPlaces
select id, name from roles where org_id = $1 order by lower(name), id limit 500;

-- save.ts createConnection
insert into sso_connections (org_id, id, name, kind, state, revision, config, created_at)
values ($1, $2, $3, $4, 'off', 0, ''::bytea, $5::timestamptz);

-- sign-in.ts withName
select name from users where org_id = $1 and id = $2;
