-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- link.ts agreementOf
select agreement_id as id from agreement_signings where org_id = $1 and id = $2;

-- link.ts openLink
select s.id, s.agreement_id as "agreementId", s.file_id as "fileId", encode(f.sha256, 'hex') as sha256,
  s.secret_hash as "secretHash", s.our_name as "ourName", s.our_title as "ourTitle", s.created_by as "createdBy",
  (extract(epoch from s.expires_at) * 1000)::bigint::text as "expiresMs", f.name as "documentName", f.created_at as
  "documentMadeAt", s.created_at as "createdAt", s.link_hash as "linkHash", s.wrong_secrets as "wrongSecrets",
  s.expires_at as "expiresAt", s.signed_at as "signedAt", s.ended_at as "endedAt"
from agreement_signings s
join agreement_files f on f.org_id = s.org_id and f.id = s.file_id and f.agreement_id = s.agreement_id
where s.org_id = $1 and s.id = $2
for update of s;

-- link.ts openLink
update agreement_signings set wrong_secrets = wrong_secrets + 1 where org_id = $1 and id = $2;

-- open.ts openSigning
update agreement_signings set opened_at = coalesce(opened_at, $1) where org_id = $2 and id = $3;

-- send.ts sendForSigning
insert into agreement_signings (org_id, id, agreement_id, file_id, link_hash, secret_hash, our_name, our_title,
    created_by, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- send.ts sendForSigning
update agreements set state = 'sent' where org_id = $1 and id = $2;

-- send.ts uploaded
select encode(sha256, 'hex') as sha256
from agreement_files
where org_id = $1 and agreement_id = $2 and id = $3 and kind = 'document';

-- send.ts revokeLink
select signed_at as "signedAt", ended_at as "endedAt"
from agreement_signings
where org_id = $1 and agreement_id = $2 and id = $3
for update;

-- send.ts revokeLink
update agreements set state = 'draft' where org_id = $1 and id = $2;

-- sign.ts sign
update agreement_signings set signed_at = $1, their_name = $2, their_title = $3 where org_id = $4 and id = $5;

-- sign.ts senderOf
select name from users where org_id = $1 and id = $2;
