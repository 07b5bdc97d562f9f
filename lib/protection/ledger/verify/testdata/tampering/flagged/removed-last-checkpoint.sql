-- none: No checkpoint is over all
delete from ledger_checkpoints
where org_id = current_setting('tamper.org')::bigint and size = (
  select max(size) from ledger_checkpoints where org_id = current_setting('tamper.org')::bigint);
