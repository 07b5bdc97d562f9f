-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- choices.ts rolesInOrder.rows
select id, name, path from roles where org_id = $1 order by path;

-- choices.ts waitingChanges.rows
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs"
from approvals a
where a.org_id = $1 and a.state = 'waiting' and a.kind = 'sharing.change'
order by a.id;

-- choices.ts findPeople
select u.id, u.name, r.name as role
from users u
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and u.active and strpos(lower(u.name), $2) > 0
order by lower(u.name), u.id
limit 20;

-- delete-group.ts deleteGroup
delete from user_groups where org_id = $1 and id = $2;

-- delete-rule.ts deleteRule
delete from sharing_rules where org_id = $1 and id = $2;

-- parties.ts readNames.rows
select 'role' as kind, id, name
from roles
where org_id = $1
union all
select 'group', id, name
from user_groups
where org_id = $2
union all
select 'person', id, name
from users
where org_id = $3 and id = any($4::bigint[]);

-- parties.ts isAmong
select exists (select
  from users u
  join roles r on r.org_id = u.org_id and r.id = u.role_id, jsonb_to_recordset($1::text::jsonb) as p (kind text, id
    bigint)
  where u.org_id = $2 and u.id = $3 and r.parent_id is not null and app.is_of(u.org_id, p.kind, p.id, u.id, r.path))
  as among;

-- parties.ts peopleOf.rows
select p as id from app.people_of($1, $2, $3) p order by p;

-- parties.ts isRoleNamed
select exists (select
  from sharing_rules s
  where s.org_id = $1 and (s.from_kind in ('role', 'role_below') and s.from_id = $2 or s.to_kind in ('role',
      'role_below') and s.to_id = $3)) or exists (select
  from user_groups g, jsonb_array_elements(g.members) m
  where g.org_id = $4 and m ->> 'kind' in ('role', 'role_below') and m ->> 'id' = $5) as named;

-- parties.ts lockSharing
select 1 from orgs where org_id = $1 for no key update;

-- preview.ts previewRule
select count(*)::int as records
from (select
  from records
  where records.org_id = $1 and records.module_id = $2 and deleted_at is null and owner_id = any($3::bigint[])
  limit $4) r;

-- preview.ts previewRule
select count(*)::int as people from users where org_id = $1 and active and id = any($2::bigint[]);

-- stored.ts readGroups
select id, name, members from user_groups where org_id = $1 and true order by lower(name), id;

-- stored.ts readRules
select id, module_id as "moduleId", name, criteria, access, case when from_kind is not null then
  jsonb_build_object('kind', from_kind, 'id', from_id::text) end as "from", jsonb_build_object('kind', to_kind,
  'id', to_id::text) as "to"
from sharing_rules
where org_id = $1 and true
order by lower(name), id;

-- stored.ts writeGroup
insert into user_groups (org_id, id, name, members, created_at)
values ($1, $2, $3, $4::text::jsonb, $5::timestamptz) on conflict (org_id, id) do update
set name = excluded.name, members = excluded.members;

-- stored.ts writeRule
insert into sharing_rules (org_id, id, module_id, name, from_kind, from_id, criteria, to_kind, to_id, access,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11::timestamptz) on conflict (org_id, id) do update
set module_id = excluded.module_id, name = excluded.name, from_kind = excluded.from_kind, from_id =
  excluded.from_id, criteria = excluded.criteria, to_kind = excluded.to_kind, to_id = excluded.to_id, access =
  excluded.access;
