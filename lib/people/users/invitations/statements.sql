-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- invite.ts invite
update invitations
set replaced_at = $1::timestamptz
where org_id = $2 and email = $3 and accepted_at is null and withdrawn_at is null and replaced_at is null and
  expires_at <= $4::timestamptz;

-- invite.ts assertFree.rows
select 1 from users where org_id = $1 and email = $2;

-- invite.ts makeInvitation
insert into invitations (org_id, id, email, name, profile_id, role_id, link_hash, by_mail, created_by, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11::timestamptz);

-- join.ts join
insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- join.ts join
update invitations set accepted_at = $1::timestamptz, user_id = $2 where org_id = $3 and id = $4;

-- join.ts whyNot
select exists (select from users where org_id = $1 and email = $2) as taken, exists (select from profiles where
  org_id = $3 and id = $4) and exists (select from roles where org_id = $5 and id = $6) as whole;

-- join.ts nameOfOrg
select name from orgs where org_id = $1;

-- link.ts openLink
select i.id, i.email, i.name, i.profile_id as "profileId", i.role_id as "roleId", i.created_by as "createdBy",
  (extract(epoch from i.expires_at) * 1000)::double precision as "expiresMs", i.link_hash as "linkHash",
  i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt", i.replaced_at as "replacedAt", (select u.name
  from users u
  where u.org_id = i.org_id and u.id = i.created_by and u.active) as inviter
from invitations i
where i.org_id = $1 and i.id = $2
for update;

-- list.ts listInvitations.rows
select i.id, i.name, i.email, p.name as profile, r.name as role, i.by_mail as "byMail", u.name as "invitedBy",
  to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt", to_char(i.expires_at at
    time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt", (extract(epoch from i.expires_at) * 1000)::double
  precision as "expiresMs", i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt", i.replaced_at as
  "replacedAt"
from invitations i
left join profiles p on p.org_id = i.org_id and p.id = i.profile_id
left join roles r on r.org_id = i.org_id and r.id = i.role_id
left join users u on u.org_id = i.org_id and u.id = i.created_by
where i.org_id = $1 and i.replaced_at is null
order by i.id desc
limit $2;

-- renew.ts renewInvitation
update invitations set replaced_at = $1::timestamptz where org_id = $2 and id = $3;

-- renew.ts withdrawInvitation
select accepted_at is not null as accepted, withdrawn_at is not null or replaced_at is not null as over
from invitations
where org_id = $1 and id = $2
for update;

-- renew.ts withdrawInvitation
update invitations set withdrawn_at = $1::timestamptz where org_id = $2 and id = $3;

-- renew.ts withdrawInvitation
update mails set state = 'over', sealed = null where org_id = $1 and link_id = $2 and state in ('waiting', 'kept');

-- renew.ts lockInvitation
select email, name, profile_id as "profileId", role_id as "roleId", accepted_at is not null or withdrawn_at is not
  null or replaced_at is not null as "isOver"
from invitations
where org_id = $1 and id = $2
for update;
