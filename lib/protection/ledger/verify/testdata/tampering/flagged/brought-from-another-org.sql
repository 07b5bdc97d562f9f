-- inserted: does not match its leaf hash
with brought as (
  insert into ledger_entries
  select current_setting('tamper.org')::bigint, current_setting('tamper.inserted')::bigint, at, action, outcome, actor_kind,
    actor_id, actor_name, request_id, ip, module, record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt,
    leaf_hash
  from ledger_entries where org_id = current_setting('tamper.other_org')::bigint order by id limit 1
  returning org_id, id)
insert into ledger_pending select org_id, id from brought;
