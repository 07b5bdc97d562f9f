-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- accept.ts acceptClient.writes
update api_clients set accepted_at = $1::timestamptz, secret_due = false where org_id = $2 and id = $3;

-- accept.ts endMyClient.ended
update api_clients set revoked_at = $1::timestamptz where org_id = $2 and id = $3;

-- accept.ts assertAccountFree
select phi_suspended as suspended from users where org_id = $1 and id = $2;

-- accept.ts giveSecret
update api_tokens set ended_at = $1::timestamptz where org_id = $2 and client_id = $3 and ended_at is null;

-- accept.ts giveSecret
update api_clients set secret_hash = $1 where org_id = $2 and id = $3;

-- authenticate.ts readToken.rows
select t.*, (select u.name
  from users u
  where u.org_id = $1 and u.id = t.owner_id::bigint) as owner_name, coalesce((select c.accepted_at is null
    from api_clients c
    where c.org_id = $2 and c.id = t.client_id::bigint), true) as client_waits, coalesce((select
      c.protected_in_address
    from api_clients c
    where c.org_id = $3 and c.id = t.client_id::bigint), false) as protected_in_address, (select c.purpose
  from api_clients c
  where c.org_id = $4 and c.id = t.client_id::bigint) as purpose, coalesce((select u.password_ends_at is not null
    from users u
    where u.org_id = $5 and u.id = t.owner_id::bigint), true) as password_temporary, coalesce((select
      u.phi_suspended and p.rights -> 'org' ? 'revealPhi'
    from users u
    join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = $6 and u.id = t.owner_id::bigint), true) as waits, app.rights_of($7, t.owner_id::bigint,
  t.client_id::bigint) as proof, app.sharing_of($8, t.owner_id::bigint) as sharing, (select o.meta_version
  from orgs o
  where o.org_id = $9 and t.client_id is not null) as meta_version
from app.load_api_token($10, $11) t;

-- create.ts insertClient.refreshToken.written
insert into api_clients (org_id, id, name, owner_id, secret_hash, scopes, allowed_ips, calls_per_minute, created_at,
    expires_at, accepted_at, made_by, asked_by, secret_due, by_secret_alone, purpose)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, $10::timestamptz, $11::timestamptz, $12, $13, $14, $15,
    $16);

-- exchange-token.ts takeGrant
select 1 from api_clients where org_id = $1 and id = $2 for no key update;

-- exchange-token.ts takeGrant
update api_tokens
set used_at = $1::timestamptz
where org_id = $2 and id = $3 and used_at < $4::timestamptz - interval '1 hour';

-- exchange-token.ts takeGrant
update api_tokens set ended_at = $1::timestamptz where org_id = $2 and id = $3;

-- exchange-token.ts takeToken
select scopes, secret_hash, (extract(epoch from expires_at) * 1000)::double precision as expires_ms
from api_tokens
where org_id = $1 and id = $2 and client_id = $3 and kind = $4 and ended_at is null and (expires_at is null or
  expires_at > $5::timestamptz) and (kind <> 'refresh' or used_at > $6::timestamptz - make_interval(days => $7))
for no key update;

-- exchange-token.ts endWhatCodeGave
select scopes, secret_hash, (extract(epoch from expires_at) * 1000)::double precision as expires_ms
from api_tokens
where org_id = $1 and id = $2 and client_id = $3 and kind = 'code' and ended_at is not null;

-- exchange-token.ts endWhatCodeGave.ended
update api_tokens
set ended_at = $1::timestamptz
where org_id = $2 and client_id = $3 and ended_at is null and (parent_id = $4 or parent_id in (select id
    from api_tokens
    where org_id = $5 and parent_id = $6));

-- exchange-token.ts endOldest
with forgotten as (delete
  from api_tokens t
  where org_id = $1 and client_id = $2 and kind <> 'refresh' and expires_at < $3::timestamptz - interval '1 day' and
    not exists (select 1
    from api_tokens of
    where of.org_id = t.org_id and of.parent_id = t.id and of.ended_at is null))
update api_tokens
set ended_at = $4::timestamptz
where org_id = $5 and id in (select id
  from api_tokens
  where org_id = $6 and client_id = $7 and kind = 'access' and ended_at is null and parent_id is not distinct from
    $8::bigint and expires_at > $9::timestamptz
  order by created_at desc, id desc
  offset $10);

-- find.ts lockClient
select id, name, owner_id as "ownerId", scopes, allowed_ips as "allowedIps", calls_per_minute as "callsPerMinute",
  to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "expiresAt", accepted_at is null as
  waits, protected_in_address as "protectedInAddress", secret_in_address as "secretInAddress", by_secret_alone as
  "bySecretAlone", purpose, asked_by as "askedBy", secret_due as "secretDue", revoked_at is not null as revoked
from api_clients
where org_id = $1 and id = $2
for no key update;

-- find.ts getOwnerName
select name, active from users where org_id = $1 and id = $2;

-- make-grant-code.ts makeGrantCode
select owner_id as "ownerId" from api_clients where org_id = $1 and id = $2;

-- my-clients.ts listMyClients
select c.id, c.name, c.scopes, c.allowed_ips as "allowedIps", c.purpose, case when c.made_by = 0 then
  'The command on the server' else m.name end as "madeBy", a.name as "askedBy", to_char(c.created_at at time zone
  'UTC', $1) as "createdAt", to_char(c.expires_at at time zone 'UTC', $2) as "expiresAt", to_char(c.accepted_at at
  time zone 'UTC', $3) as "acceptedAt", to_char(w.last_used_at at time zone 'UTC', $4) as "lastUsedAt", c.secret_due
  as "secretDue"
from api_clients c
left join users m on m.org_id = c.org_id and m.id = c.made_by
left join users a on a.org_id = c.org_id and a.id = c.asked_by
left join api_client_use w on w.org_id = c.org_id and w.client_id = c.id
where c.org_id = $5 and c.owner_id = $6 and c.revoked_at is null
order by c.accepted_at is not null, lower(c.name), c.id
limit 200;

-- new-token.ts newToken.written
insert into api_tokens (org_id, id, client_id, kind, secret_hash, scopes, parent_id, created_at, used_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz, $10::timestamptz);

-- prove-client.ts findClient
select c.name, c.owner_id as "ownerId", u.active as "ownerActive", c.secret_hash as "secretHash", c.scopes,
  c.allowed_ips as "allowedIps", c.accepted_at is null as waits, c.secret_in_address as "secretInAddress",
  c.by_secret_alone as "bySecretAlone", c.revoked_at is not null or coalesce(c.expires_at <= $1::timestamptz, false)
  as over
from api_clients c
join users u on u.org_id = c.org_id and u.id = c.owner_id
where c.org_id = $2 and c.id = $3;

-- queries.ts readClients.rows
select c.id, c.name, c.owner_id as "ownerId", u.name as owner, c.scopes, c.allowed_ips as "allowedIps",
  c.calls_per_minute as "callsPerMinute", c.protected_in_address as "protectedInAddress", c.secret_in_address as
  "secretInAddress", c.by_secret_alone as "bySecretAlone", c.purpose, to_char(c.created_at at time zone 'UTC', $1)
  as "createdAt", to_char(c.expires_at at time zone 'UTC', $2) as "expiresAt", to_char(w.last_used_at at time zone
  'UTC', $3) as "lastUsedAt", case when c.revoked_at is not null then 'revoked' when c.expires_at <= $4::timestamptz
  then 'expired' when not u.active then 'owner_deactivated' when c.accepted_at is null then 'waiting' else 'active'
  end as state, coalesce(n.calls, 0)::int as calls, coalesce(n.errors, 0)::int as errors
from api_clients c
join users u on u.org_id = c.org_id and u.id = c.owner_id
left join api_client_use w on w.org_id = c.org_id and w.client_id = c.id
left join lateral (select sum(a.calls) as calls, sum(a.errors) as errors
  from api_calls a
  where a.org_id = c.org_id and a.client_id = c.id and a.hour > $5::timestamptz - interval '24 hours') n on true
where c.org_id = $6 and ($7::bigint is null or c.id = $8::bigint)
order by c.revoked_at is not null, lower(c.name), c.id
limit 500;

-- queries.ts callHistory.buckets
with wall as (select date_trunc($1, $2::timestamptz at time zone $3) as last), counted as (select date_trunc($4,
    hour at time zone $5) as bucket, sum(calls) as calls, sum(errors) as errors
  from api_calls
  where org_id = $6 and client_id = $7 and hour > $8::timestamptz - interval '31 days'
  group by 1)
select to_char(slot, 'YYYY-MM-DD"T"HH24:MI') as start, (coalesce(calls, 0) - coalesce(errors, 0))::int as ok,
  coalesce(errors, 0)::int as errors
from wall, generate_series(last - $9::interval, last, $10::interval) as slot
left join counted on bucket = slot
order by slot;

-- queries.ts listOwners
select u.id, u.name, p.name as profile
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.active
order by lower(u.name), u.id
limit 1000;

-- revoke-token.ts revokeToken.ended
update api_tokens
set ended_at = $1::timestamptz
where org_id = $2 and client_id = $3 and ended_at is null and (id = $4 or parent_id = $5);

-- revoke-token.ts findHolder
select t.secret_hash as "secretHash", t.kind, t.scopes, (extract(epoch from t.expires_at) * 1000)::double precision
  as "expiresMs", c.id as "clientId", c.name, c.owner_id as "ownerId"
from api_tokens t
join api_clients c on c.org_id = t.org_id and c.id = t.client_id
where t.org_id = $1 and t.id = $2 and t.kind <> 'code';

-- revoke.ts revokeClient.revoked
update api_clients set revoked_at = $1::timestamptz where org_id = $2 and id = $3;

-- rotate-secret.ts rotateSecret
select owner_id as "ownerId" from api_clients where org_id = $1 and id = $2;

-- rotate-secret.ts rotateSecret
update api_tokens
set ended_at = $1::timestamptz
where org_id = $2 and client_id = $3 and kind = 'access' and ended_at is null and expires_at > $4::timestamptz;

-- rotate-secret.ts rotateSecret
update api_clients
set secret_hash = $1, secret_due = $2, accepted_at = case when $3 then accepted_at end, asked_by = $4
where org_id = $5 and id = $6;

-- update.ts updateClient
update api_clients
set name = $1, owner_id = $2, scopes = $3, allowed_ips = $4, expires_at = $5::timestamptz, calls_per_minute = $6,
  protected_in_address = $7, secret_in_address = $8, by_secret_alone = $9, purpose = $10
where org_id = $11 and id = $12;

-- update.ts askOwner.ended
update api_tokens
set ended_at = $1::timestamptz
where org_id = $2 and client_id = $3 and ended_at is null and ($4 or kind <> 'refresh');

-- update.ts askOwner.waiting
update api_clients
set accepted_at = $1::timestamptz, asked_by = $2, secret_due = secret_due or $3, secret_hash = coalesce($4,
  secret_hash)
where org_id = $5 and id = $6;

-- usage.ts fieldReaders
select r.client_id as "clientId", c.name, r.field, sum(r.reads)::int as reads, to_char(max(r.day), 'YYYY-MM-DD') as
  "lastDay"
from api_field_reads r
join api_clients c on c.org_id = r.org_id and c.id = r.client_id
where r.org_id = $1 and r.module = $2 and r.field = any($3) and r.day >= (now() at time zone 'UTC')::date - $4::int
group by r.client_id, c.name, r.field
order by max(r.day) desc, c.name, r.field;
