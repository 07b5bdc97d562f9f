-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- add.ts addTotp
insert into factors (org_id, id, user_id, kind, name, sealed, last_step, created_at)
values ($1, $2, $3, 'totp', $4, $5, $6, $7::timestamptz);

-- add.ts insertPasskey
select 1 from factors where org_id = $1 and credential_id = $2;

-- add.ts insertPasskey
insert into factors (org_id, id, user_id, kind, name, credential_id, public_key, transports, counter, created_at)
values ($1, $2, $3, 'passkey', $4, $5, $6, $7::text[], $8, $9::timestamptz);

-- add.ts ownerOf
select email, name from users where org_id = $1 and id = $2;

-- change.ts renameFactor
update factors set name = $1 where org_id = $2 and id = $3;

-- change.ts removeFactor
update factors set removed_at = $1::timestamptz where org_id = $2 and id = $3;

-- needed.ts readFactorPolicy
select (extract(epoch from factors_since) * 1000)::double precision as "sinceMs" from orgs where org_id = $1;

-- needed.ts isNeededBy
select u.profile_id as "profileId", p.rights
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.id = $2;

-- prove-by-password.ts hashOf
select password_hash as hash from users where org_id = $1 and id = $2;

-- prove.ts countWrong
update factors
set wrong = case when wrong_since > $1::timestamptz then wrong + 1 else 1 end, wrong_since = case when wrong_since >
  $2::timestamptz then wrong_since else $3::timestamptz end
where org_id = $4 and id = any($5::bigint[]);

-- queries.ts listMyFactors.factors
select id, kind, name, to_char(created_at at time zone 'UTC', $1) as "addedAt", to_char(last_used_at at time zone
  'UTC', $2) as "lastUsedAt"
from factors
where org_id = $3 and user_id = $4 and removed_at is null
order by id;

-- queries.ts waysToProve
select coalesce(bool_or(f.kind = 'passkey'), false) as passkey, coalesce(bool_or(f.kind = 'totp'), false) as app,
  count(f.id) = 0 and bool_or(starts_with(u.password_hash, '$argon2id$')) as password
from users u
left join factors f on f.org_id = u.org_id and f.user_id = u.id and f.removed_at is null
where u.org_id = $1 and u.id = $2;

-- recovery-codes.ts replaceRecoveryCodes
insert into recovery_codes (org_id, id, user_id, digest, created_at)
select $1, r.id, $2, decode(r.digest, 'hex'), $3::timestamptz
from jsonb_to_recordset($4::jsonb) as r (id bigint, digest text);

-- recovery-codes.ts endRecoveryCodes
update recovery_codes set used_at = $1::timestamptz where org_id = $2 and user_id = $3 and used_at is null;

-- recovery-codes.ts spendRecoveryCode.rows
select id, digest from recovery_codes where org_id = $1 and user_id = $2 and used_at is null order by id for update;

-- recovery-codes.ts spendRecoveryCode
update recovery_codes set used_at = $1::timestamptz where org_id = $2 and id = $3;

-- recovery-codes.ts countRecoveryCodes
select count(*)::int as count from recovery_codes where org_id = $1 and user_id = $2 and used_at is null;

-- rows.ts lockFactors
select 1 from users where org_id = $1 and id = $2 for no key update;

-- rows.ts lockFactors.rows
select id, user_id as "userId", kind, name, credential_id as "credentialId", public_key as "publicKey", transports,
  counter::double precision as counter, sealed, last_step::double precision as "lastStep", case when wrong_since >
  $1::timestamptz then wrong else 0 end as wrong
from factors
where org_id = $2 and user_id = $3 and removed_at is null
order by id
for update;

-- rows.ts findPasskey
select coalesce(credential_id, '') as "credentialId", coalesce(public_key, '') as "publicKey"
from factors
where org_id = $1 and user_id = $2 and kind = 'passkey' and credential_id = $3 and removed_at is null;

-- rows.ts touchFactor
update factors
set last_used_at = $1::timestamptz, counter = coalesce($2::bigint, counter), last_step = coalesce($3::bigint,
  last_step), wrong = 0
where org_id = $4 and id = $5;

-- session-proofs.ts noteProof
select signed_in_by as by, (extract(epoch from factor_at) * 1000)::double precision as "factorMs", (extract(epoch
  from password_at) * 1000)::double precision as "passwordMs", encode(factor_mac, 'hex') as "sessionMac"
from sessions
where org_id = $1 and id = $2 and user_id = $3 and ended_at is null
for update;

-- session-proofs.ts noteProof
update sessions set factor_at = $1::timestamptz, factor_mac = $2 where org_id = $3 and id = $4;

-- session-proofs.ts noteProof
update sessions set password_at = $1::timestamptz, factor_mac = $2 where org_id = $3 and id = $4;
