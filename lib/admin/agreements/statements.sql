-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- covers.ts readThem.rows, not seen yet

-- covers.ts writeCovers
delete from agreement_covers where org_id = $1 and agreement_id = $2;

-- covers.ts writeCovers
insert into agreement_covers (org_id, agreement_id, service, connection_id, destination)
select $1, $2, c.service, c."connectionId", c.destination
from jsonb_to_recordset($3::text::jsonb) as c (service text, "connectionId" bigint, destination text);

-- create.ts createAgreement
insert into agreements (org_id, id, kind, party, contact_name, contact_email, starts_on, ends_on, renewal, state,
    created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', $10, $11);

-- enter-force.ts putInForce
update agreements
set ends_on = $1, in_force_at = coalesce(in_force_at, $2)
where org_id = $3 and id = $4
returning starts_on::text as "startsOn";

-- get.ts getAgreement
select a.contact_name as "contactName", a.contact_email as "contactEmail", a.renewal, u.name as "createdBy",
  to_char(a.created_at at time zone 'UTC', $1) as "createdAt", to_char(a.signed_at at time zone 'UTC', $2) as
  "signedAt", to_char(a.in_force_at at time zone 'UTC', $3) as "inForceAt", to_char(a.withdrawn_at at time zone
  'UTC', $4) as "withdrawnAt"
from agreements a
left join users u on u.org_id = a.org_id and u.id = a.created_by
where a.org_id = $5 and a.id = $6;

-- get.ts readPapers
select f.id, f.kind, f.name, f.size as "sizeBytes", encode(f.sha256, 'hex') as sha256, u.name as "createdBy",
  to_char(f.created_at at time zone 'UTC', $1) as "createdAt"
from agreement_files f
left join users u on u.org_id = f.org_id and u.id = f.created_by
where f.org_id = $2 and f.agreement_id = $3
order by f.id desc;

-- get.ts readSignings.rows
select id, file_id as "fileId", our_name as "ourName", our_title as "ourTitle", their_name as "theirName",
  their_title as "theirTitle", wrong_secrets as "wrongSecrets", to_char(created_at at time zone 'UTC', $1) as
  "createdAt", to_char(expires_at at time zone 'UTC', $2) as "expiresAt", to_char(opened_at at time zone 'UTC', $3)
  as "openedAt", to_char(signed_at at time zone 'UTC', $4) as "signedAt", to_char(ended_at at time zone 'UTC', $5)
  as "endedAt"
from agreement_signings
where org_id = $6 and agreement_id = $7
order by id desc;

-- get.ts readAsked
select facts -> 'terms' as terms
from approvals
where org_id = $1 and kind = 'agreement.enter_force' and subject_id = $2 and state = 'waiting'
order by id desc;

-- links.ts endLinks.ended
update agreement_signings
set ended_at = $1
where org_id = $2 and agreement_id = $3 and ended_at is null and signed_at is null
returning id;

-- lock.ts lockAgreement
select 1 from agreements where org_id = $1 and id = $2 for update;

-- lock.ts findAgreement
select contact_name as "contactName", contact_email as "contactEmail", renewal
from agreements
where org_id = $1 and id = $2;

-- lock.ts idsOfAsked.rows, not seen yet

-- mark-signed.ts markSigned
select encode(sha256, 'hex') as sha256
from agreement_files
where org_id = $1 and agreement_id = $2 and id = $3 and kind = 'signed';

-- mark-signed.ts writeSigned
update agreements set state = 'signed', signed_at = $1 where org_id = $2 and id = $3;

-- papers.ts takeBack
update agreements set state = 'draft' where org_id = $1 and id = $2;

-- papers.ts addPaperRow
insert into agreement_files (org_id, id, agreement_id, kind, name, size, sha256, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- papers.ts downloadPaper
select name, size from agreement_files where org_id = $1 and agreement_id = $2 and id = $3;

-- queries.ts toRows.asked
select subject_id as id from approvals where org_id = $1 and kind = 'agreement.enter_force' and state = 'waiting';

-- settle.ts end
select 1 from agreements where org_id = $1 and id = $2 and state = 'signed' and ends_on = $3 for update;

-- settle.ts isFirst.marked
insert into agreement_reminders (org_id, agreement_id, ends_on, days_before)
select $1, $2, $3::date, d
from unnest($4::int[]) as d on conflict do nothing
returning days_before;

-- update.ts updateAgreement
update agreements
set party = $1, contact_name = $2, contact_email = $3, kind = $4, starts_on = $5, renewal = $6, state = case state
  when 'sent' then 'draft' else state end
where org_id = $7 and id = $8;

-- update.ts changeTerms
update agreements set ends_on = $1 where org_id = $2 and id = $3;

-- update.ts changeTerms
update agreements set ends_on = $1 where org_id = $2 and id = $3;

-- withdraw.ts withdrawAgreement
update agreements set state = 'withdrawn', withdrawn_at = $1 where org_id = $2 and id = $3;
