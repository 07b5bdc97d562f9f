-- entry: is there twice
-- when: both
insert into ledger_entries
select org_id, id, at + interval '1 hour', action, outcome, actor_kind, actor_id, actor_name, request_id, ip, module,
  record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash
from ledger_entries
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
