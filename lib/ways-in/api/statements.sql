-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- people-endpoints.ts readUsers
select u.id, u.name, u.email, u.active, u.time_zone, jsonb_build_object('id', p.id::text, 'name', p.name) as
  profile, jsonb_build_object('id', r.id::text, 'name', r.name) as role
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and true
order by u.id
limit $2
offset $3;
