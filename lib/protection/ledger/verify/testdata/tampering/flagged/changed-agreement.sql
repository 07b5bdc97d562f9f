-- none: Agreements, connected apps or suspensions are not as Careledger left them
insert into agreements (org_id, id, kind, party, contact_name, contact_email, starts_on, renewal, state, in_force_at, created_by,
  created_at, signed_at)
select org_id, 4711, 'business_associate', 'Nobody', 'Nobody', 'nobody@test.example', '2020-01-01', '', 'signed', now(), 1, now(),
  now()
from orgs where org_id = current_setting('tamper.org')::bigint;
