-- inserted: does not match its leaf hash
-- when: both
with forged as (
  insert into ledger_entries
  select org_id, current_setting('tamper.inserted')::bigint, at, 'record.delete', outcome, actor_kind, actor_id, actor_name, request_id, ip, module, record_id,
    subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash
  from ledger_entries
  where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint
  returning org_id, id)
insert into ledger_pending select org_id, id from forged;
