-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- account-approval.ts accountApproval.takeEffect
select 1 from users where org_id = $1 and id = $2 for no key update;

-- account-approval.ts accountApproval.takeEffect
update users
set phi_suspended = false
where org_id = $1 and id = $2 and not exists (select 1
  from approvals a
  where a.org_id = $3 and a.kind = 'user.read_phi' and a.subject_id = $4 and a.id <> $5 and (a.state = 'waiting' or
      a.id::text not in (select coalesce(case when e.action = 'approval.remove' then e.subject_id::text else
          e.facts::jsonb ->> 'approval' end, '')
      from ledger_entries e
      where e.org_id = $6 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
          'approval.elapse', 'approval.remove'))));

-- account-change.ts noteAccountChange
update users set phi_suspended = true where org_id = $1 and id = $2;

-- account-change.ts rememberChange
insert into account_changes (org_id, id, user_id, by_id, what, was_second, at)
select $1, r.id, $2, $3, r.what, $4, $5::timestamptz
from jsonb_to_recordset($6::jsonb) as r (id bigint, what text);

-- account.ts accountOf
select u.name, u.email, u.time_zone as "timeZone", p.name as profile, r.name as role, u.phi_suspended and p.rights
  -> 'org' ? 'revealPhi' as waits
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and u.id = $2;

-- account.ts listMySessions.rows
select id, user_agent as "userAgent", ip, odd, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  as "startedAt", to_char(last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
from sessions s
where org_id = $1 and user_id = $2 and ended_at is null and last_seen_at > $3::timestamptz and created_at >
  $4::timestamptz and (s.signed_in_by is distinct from 'offline_kit' or s.created_at > $5::timestamptz)
order by id = $6 desc nulls last, last_seen_at desc
limit $7;

-- administrators.ts lockAdministrators
select 1 from profiles where org_id = $1 and standard and name = 'Administrator' for no key update;

-- administrators.ts assertAdministrator
select exists (select 1
  from users u
  join profiles p on p.org_id = u.org_id and p.id = u.profile_id
  where u.org_id = $1 and u.active and p.standard and p.name = 'Administrator' and u.id is distinct from $2) as some;

-- bring-profiles.ts bringProfiles.standard
select id, name, standard, rights from profiles where org_id = $1 and standard order by id;

-- bring-profiles.ts bring
update profiles set rights = $1::jsonb where org_id = $2 and id = $3;

-- change-password.ts changePassword
update users set password_hash = $1, password_ends_at = null where org_id = $2 and id = $3;

-- change-password.ts nameOfOrg
select name from orgs where org_id = $1;

-- choose-mail.ts chooseMail
insert into mail_choices (org_id, user_id, topic, by_mail)
select $1, $2, r.topic, r.by_mail
from jsonb_to_recordset($3::text::jsonb) as r (topic text, by_mail boolean) on conflict (org_id, user_id, topic) do
  update
set by_mail = excluded.by_mail;

-- choose-mail.ts wantedBy.rows
select topic, by_mail as "byMail" from mail_choices where org_id = $1 and user_id = $2;

-- choose-organisation.ts nameOf
select name from orgs where org_id = $1;

-- create-profile.ts createProfile
insert into profiles (org_id, id, name, standard, rights)
select org_id, $1::bigint, $2, false, rights
from profiles
where org_id = $3 and id = $4;

-- create-role.ts createRole
insert into roles (org_id, id, name, parent_id, path) values ($1, $2, $3, $4, $5);

-- create-user.ts addUser
insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone, password_ends_at, active)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10);

-- current-sessions.ts listCurrentSessions.rows
select s.id, s.user_id as "personId", u.name as person, s.user_agent as "userAgent", s.signed_in_by as by,
  s.factor_at is not null as "hasFactor", s.ip, s.odd, to_char(s.created_at at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt", to_char(s.last_seen_at at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
from sessions s
join users u on u.org_id = s.org_id and u.id = s.user_id and u.active
where s.org_id = $1 and s.id >= $2::bigint and s.ended_at is null and s.last_seen_at > $3::timestamptz and
  s.created_at > $4::timestamptz and (s.signed_in_by is distinct from 'offline_kit' or s.created_at >
    $5::timestamptz) and (strpos(lower(u.name), $6) > 0 or strpos(u.email, $7) > 0) and true
order by s.id desc
limit $8;

-- cut-off.ts noteCutOff
select (extract(epoch from s.ended_at) * 1000)::float8 as "endedMs"
from sessions s
join users u on u.org_id = s.org_id and u.id = s.user_id
where s.org_id = $1 and s.id = $2 and s.ended_at is not null and not u.active;

-- delete-profile.ts deleteProfile
select count(*)::int as count from users where org_id = $1 and profile_id = $2;

-- delete-profile.ts deleteProfile
delete from profiles where org_id = $1 and id = $2;

-- delete-role.ts deleteRole
select count(*)::int as count from users where org_id = $1 and role_id = $2;

-- delete-role.ts deleteRole
delete from roles where org_id = $1 and id = $2;

-- end-session.ts endSessionOfUser
select user_id as "userId" from sessions where org_id = $1 and id = $2;

-- end-session.ts endSessions.rows
update sessions
set ended_at = $1::timestamptz, end_reason = $2
where org_id = $3 and user_id = $4 and ended_at is null and ($5::bigint is null or id = $6::bigint) and ($7::bigint
  is null or id <> $8::bigint)
returning id;

-- find.ts lockUser
select id, name, email, active, profile_id as "profileId", role_id as "roleId", password_hash as "passwordHash",
  time_zone as "timeZone"
from users
where org_id = $1 and id = $2
for no key update;

-- find.ts lockProfile
select id, name, standard, rights from profiles where org_id = $1 and id = $2 for update;

-- find.ts holdProfile
select id, name, standard, rights from profiles where org_id = $1 and id = $2 for share;

-- find.ts getRole
select name, path from roles where org_id = $1 and id = $2;

-- look-alike.ts whoseLook.people
select id, name, email from users where org_id = $1;

-- open-session.ts openSession.writes
insert into sessions (org_id, id, user_id, secret_hash, created_at, last_seen_at, seen_mac, ip, user_agent,
    signed_in_by, factor_at, factor_mac)
values ($1, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7, $8, $9, $10, $11::timestamptz, $12);

-- open-session.ts openSession.writes
update users set last_sign_in_at = $1::timestamptz where org_id = $2 and id = $3;

-- open-session.ts mailNewDevice
select email, last_sign_in_at is null as "isFirst" from users where org_id = $1 and id = $2;

-- own-rights.ts ownRightsApproval.takeEffect
update users set profile_id = $1, role_id = $2 where org_id = $3 and id = $4;

-- profile-approval.ts profileApproval.takeEffect
select name, rights from profiles where org_id = $1 and id = $2 for update;

-- profile-approval.ts profileApproval.takeEffect
update profiles set rights = $1::jsonb where org_id = $2 and id = $3;

-- profile-change.ts rememberHolders.holders
select id from users where org_id = $1 and profile_id = $2 and active;

-- profile-change.ts rememberHolders
insert into account_changes (org_id, id, user_id, by_id, what, was_second, at)
select $1, r.id, r."userId", $2, 'rights', true, $3::timestamptz
from jsonb_to_recordset($4::jsonb) as r (id bigint, "userId" bigint);

-- queries.ts listUsers.rows
select u.id, u.name, u.email, u.active, u.phi_suspended as waits, u.profile_id as "profileId", p.name as profile,
  u.role_id as "roleId", r.name as role, to_char(u.last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  as "lastSignInAt", (u.active and greatest(u.created_at, u.last_sign_in_at, (select max(c.at)
      from account_changes c
      where c.org_id = u.org_id and c.user_id = u.id and c.what = 'activated')) <= $1::timestamptz) as dormant
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $2 and (strpos(lower(u.name), $3) > 0 or strpos(u.email, $4) > 0) and true and true
order by u.name, u.id
limit $5;

-- queries.ts listProfiles
select p.id, p.name, p.standard, p.rights, (select count(*)::int
  from users u
  where u.org_id = p.org_id and u.profile_id = p.id) as users
from profiles p
where p.org_id = $1
order by p.standard desc, p.name;

-- queries.ts listRoles.rows
select r.id, r.name, r.parent_id as "parentId", (select count(*)::int
  from users u
  where u.org_id = r.org_id and u.role_id = r.id) as users
from roles r
where r.org_id = $1
order by r.name, r.id;

-- read-mail.ts readMail
select m.id, m.template, m.sealed, m.user_id as "userId", i.created_by as "invitedBy"
from mails m
left join invitations i on i.org_id = m.org_id and i.id = m.link_id
where m.org_id = $1 and m.id = $2
for update of m;

-- remember-browser.ts rememberBrowser
select email from users where org_id = $1 and id = $2;

-- reset-factors.ts resetFactors.removed
update factors
set removed_at = $1::timestamptz
where org_id = $2 and user_id = $3 and removed_at is null
returning id;

-- reset-password.ts resetPassword
update users set password_hash = $1, password_ends_at = $2::timestamptz where org_id = $3 and id = $4;

-- role-tree.ts lockRoleTree
select 1 from roles where org_id = $1 and parent_id is null for no key update;

-- role-tree.ts lockRoleTree.rows
select id, name, parent_id as "parentId", path from roles where org_id = $1;

-- set-user-active.ts changeActive
update users set active = $1 where org_id = $2 and id = $3;

-- set-user-active.ts endAllWaysIn.tokens
update api_tokens t
set ended_at = $1::timestamptz
from api_clients c
where t.org_id = $2 and t.ended_at is null and c.org_id = t.org_id and c.id = t.client_id and c.owner_id = $3;

-- set-user-active.ts endAllWaysIn
select count(*)::int as clients from api_clients where org_id = $1 and owner_id = $2 and revoked_at is null;

-- sign-in-by-passkey.ts findPerson
select u.org_id as "orgId", u.id, u.name, coalesce(f.credential_id, '') as "credentialId", coalesce(f.public_key,
  '') as "publicKey"
from users u
join factors f on f.org_id = u.org_id and f.user_id = u.id and f.kind = 'passkey' and f.removed_at is null
where u.org_id = $1 and u.id = $2 and u.active and f.credential_id = $3;

-- sign-in-limits.ts setSignInLimits
update profiles set rights = $1::jsonb where org_id = $2 and id = $3;

-- sign-in-limits.ts holds.found
select from users where org_id = $1 and id = $2 and profile_id = $3;

-- sign-in-limits.ts assertMaySignIn
select p.rights -> 'signIn' as limits
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.id = $2;

-- sign-in.ts findCandidates
select set_config('app.sign_in_email', $1, true);

-- sign-in.ts findCandidates
select org_id as "orgId", id, name, password_hash as "passwordHash", active, (extract(epoch from password_ends_at) *
  1000)::double precision as "passwordEndsMs"
from users
where email = $1
order by active desc, org_id
limit 20;

-- update-account.ts updateAccount
update users set name = $1, time_zone = $2 where org_id = $3 and id = $4;

-- update-profile.ts updateProfile
update profiles set name = $1, rights = $2::jsonb where org_id = $3 and id = $4;

-- update-profile.ts whatWaits
select count(*) > 0 as some, coalesce(bool_or(id = $1), false) as own
from users
where org_id = $2 and profile_id = $3 and active;

-- update-role.ts renameRole
update roles set name = $1 where org_id = $2 and id = $3;

-- update-role.ts moveRole
update roles
set path = $1::text || substr(path, $2::int), parent_id = case when id = $3 then $4::bigint else parent_id end
where org_id = $5 and starts_with(path, $6);

-- update-role.ts hasPeople
select exists (select 1
  from users u
  join roles r on r.org_id = u.org_id and r.id = u.role_id
  where u.org_id = $1 and starts_with(r.path, $2)) as some;

-- update-user.ts changeUser
update users set name = $1, email = $2, profile_id = $3, role_id = $4 where org_id = $5 and id = $6;

-- wider-sight.ts seers
select u.id, u.name, p.rights -> 'org' ?| array['manageUsers', 'readWholeLedger'] as "isSecond"
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
join roles r on r.org_id = u.org_id and r.id = u.role_id
where u.org_id = $1 and u.active and p.rights -> 'org' ? 'revealPhi' and r.parent_id is not null and
  starts_with(r.path, $2) and exists (select
  from sharing_rules s
  where s.org_id = u.org_id and app.is_of(s.org_id, s.to_kind, s.to_id, u.id, r.path) and not app.is_of(s.org_id,
      s.to_kind, s.to_id, u.id, $3::text || substr(r.path, $4::int)))
order by u.id
limit 200;

-- wider-sight.ts seesMore
select exists (select 1
  from users u
  join roles r on r.org_id = u.org_id and r.id = u.role_id
  where u.org_id = $1 and u.id <> $2 and starts_with(r.path, $3) and r.path <> $4 and not (starts_with(r.path, $5)
    and r.path <> $6)) or exists (select
  from sharing_rules s
  where s.org_id = $7 and app.is_of(s.org_id, s.to_kind, s.to_id, $8, $9) and not app.is_of(s.org_id, s.to_kind,
    s.to_id, $10, $11)) as more;
