-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- load-context.ts readSession.rows
select s.*, (select (extract(epoch from u.password_ends_at) * 1000)::double precision
  from users u
  where u.org_id = $1 and u.id = s.user_id::bigint) as password_ends_ms, coalesce((select u.phi_suspended and
      p.rights -> 'org' ? 'revealPhi'
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = $2 and u.id = s.user_id::bigint), true) as waits, (select l.seen_mac
  from sessions l
  where l.org_id = $3 and l.id = $4 and s.user_id is not null) as seen_mac, (select m.mac
  from state_macs m
  where m.org_id = $5 and m.subject = 'setting.session_policy' and m.subject_id = $6 and s.user_id is not null) as
  policy_mac, app.rights_of($7, s.user_id::bigint, null) as proof, app.proofs_of($8, $9, s.user_id::bigint) as
  proofs, app.sharing_of($10, s.user_id::bigint) as sharing
from app.load_session($11, $12) s;

-- person-context.ts readPerson
select app.rights_of($1, u.id, null) as proof, app.sharing_of($2, u.id) as sharing, u.id, u.name, u.active,
  u.time_zone, app.effective_rights(p.rights, u.phi_suspended) as rights, u.phi_suspended and p.rights -> 'org' ?
  'revealPhi' as waits, case when r.parent_id is not null then u.id::text || array(select other.id::text
  from roles below
  join users other on other.org_id = below.org_id and other.role_id = below.id
  where below.org_id = r.org_id and starts_with(below.path, r.path) and below.id <> r.id) end as owner_ids
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $3 and u.id = $4;

-- sign-in-limits.ts workFor.rows
select key, heat from limits.failed_sign_ins where key in ($1) and locked_until > $2::timestamptz;

-- sign-in-limits.ts forgetFailures
delete from limits.failed_sign_ins where key = $1;

-- sign-in-limits.ts spendProof
insert into limits.spent_proofs (token, expires_at)
values ($1, $2::timestamptz) on conflict (token) do nothing
returning 1;

-- sign-in-limits.ts spendProof
delete from limits.spent_proofs where expires_at < now() - interval '1 hour';

-- sign-in-limits.ts count
insert into limits.failed_sign_ins as f (key, failures, last_failed_at)
values ($1, array[$2::timestamptz], $3::timestamptz) on conflict (key) do update
set last_failed_at = $4::timestamptz, heat = case when f.last_failed_at < $5::timestamptz - interval '1 hour' then 1
  else f.heat + 1 end, (failures, locked_until) = (select case when count(*) >= $6 or f.locked_until >
    $7::timestamptz then '{}' else array_agg(t) end, case when count(*) >= $8 or f.locked_until > $9::timestamptz
    then $10::timestamptz else f.locked_until end
  from unnest(f.failures || $11::timestamptz) as t
  where t > $12::timestamptz);

-- sign-in-limits.ts forgetOld
delete
from limits.failed_sign_ins
where key in (select key from limits.failed_sign_ins
  where last_failed_at < $1::timestamptz
  order by last_failed_at
  limit 100
  for update skip locked);
