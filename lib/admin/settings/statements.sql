-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- attention.ts failures
select (select count(*)::int
  from (select
    from jobs
    where org_id = $1 and id >= $2 and status = 'failed'
    limit $3) j) as jobs, (select count(*)::int
  from (select
    from mails
    where org_id = $4 and id >= $5 and state = 'given_up'
    limit $6) m) as mails, (select count(*)::int
  from app_health h
  join app_connections c on c.org_id = h.org_id and c.id = h.connection_id and c.state = 'active'
  where h.org_id = $7 and h.suspended_at is not null) as apps;

-- attention.ts kitMissing.ready
select from offline_kits where org_id = $1 and state = 'ready';

-- attention.ts people
select (select count(*)::int
  from (select
    from users
    where org_id = $1 and active and last_sign_in_at is null
    limit $2) u) as never, count(*) filter (where expires_at > $3::timestamptz)::int as invited, count(*) filter
(where expires_at <= $4::timestamptz)::int as late
from invitations
where org_id = $5 and accepted_at is null and withdrawn_at is null and replaced_at is null;

-- dormant-accounts.ts updateDormantRule
select 1 from orgs where org_id = $1 for no key update;

-- dormant-accounts.ts dormantRuleApproval.takeEffect
select 1 from orgs where org_id = $1 for no key update;

-- dormant-accounts.ts isAskedFor
select exists (select 1 from approvals where org_id = $1 and kind = $2 and state = 'waiting') as waits;

-- first-steps.ts getFirstSteps
select (select count(*)
  from (select from users where org_id = $1 and active limit 2) u) > 1 as users, exists (select from records where
  org_id = $2) as records;

-- keys.ts getKeysOverview.keys
select id, provider, created_at, retired_at from data_keys where org_id = $1 order by id;

-- keys.ts getKeysOverview.used
select m.id
from modules m
where m.org_id = $1 and exists (select
  from records r
  where r.org_id = m.org_id and r.module_id = m.id and r.sealed is not null);

-- organization.ts updateOrganization
select name from orgs where org_id = $1 for no key update;

-- organization.ts updateOrganization
update orgs set name = $1, meta_version = meta_version + 1 where org_id = $2;

-- second-factor.ts readProfiles
select p.id, p.name, p.rights, (select count(*)::int
  from users u
  where u.org_id = p.org_id and u.profile_id = p.id and u.active and not exists (select 1
    from factors f
    where f.org_id = u.org_id and f.user_id = u.id and f.removed_at is null)) as without
from profiles p
where p.org_id = $1
order by p.standard desc, p.name;

-- second-factor.ts updateFactorPolicy
select 1 from orgs where org_id = $1 for no key update;

-- second-factor.ts factorPolicyApproval.takeEffect
select 1 from orgs where org_id = $1 for no key update;

-- second-factor.ts isAskedFor
select exists (select 1 from approvals where org_id = $1 and kind = $2 and state = 'waiting') as waits;

-- second-person.ts setSecondPerson
select 1 from orgs where org_id = $1 for no key update;

-- second-person.ts isAskedFor
select exists (select 1
  from approvals
  where org_id = $1 and kind = $2 and subject_id = $3 and state = 'waiting') as waits;

-- session-policy.ts updateSessionPolicy
select 1 from orgs where org_id = $1 for no key update;

-- sharing.ts setSharing.change
update modules set sharing = $1 where org_id = $2 and id = $3;
