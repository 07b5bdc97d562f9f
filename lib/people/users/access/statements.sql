-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- of-person.ts readHolder
select u.id, u.name, u.active, p.id as "profileId", p.name as profile, app.effective_rights(p.rights,
  u.phi_suspended) as rights, u.phi_suspended and p.rights -> 'org' ? 'revealPhi' as rests, r.name as role,
  r.parent_id is null as top, app.sharing_of(u.org_id, u.id) as sharing, (select count(*)::int
  from roles b
  join users o on o.org_id = b.org_id and o.role_id = b.id
  where b.org_id = r.org_id and starts_with(b.path, r.path) and b.id <> r.id) as below, (select count(*)::int
  from api_clients c
  where c.org_id = u.org_id and c.owner_id = u.id and c.revoked_at is null and c.accepted_at is not null) as
  programs
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and u.id = $2;

-- to-field.ts readGroups
select jsonb_build_object('id', p.id::text, 'name', p.name) as profile, app.effective_rights(p.rights, g.rests) as
  rights, g.rests, g.people, g.some
from profiles p
join (select u.profile_id, u.phi_suspended and r.reveals as rests, count(*)::int as people,
    to_jsonb((array_agg(jsonb_build_object('id', u.id::text, 'name', u.name)
        order by lower(u.name), u.id))[1:$1::int]) as some
  from users u
  join (select id, rights -> 'org' ? 'revealPhi' as reveals
    from profiles
    where org_id = $2) r on r.id = u.profile_id
  where u.org_id = $3 and u.active
  group by 1, 2) g on g.profile_id = p.id
where p.org_id = $4
order by lower(p.name), g.rests;
