-- none: does not have the root that these entries make
update ledger_checkpoints set root = sha256(root)
where org_id = current_setting('tamper.org')::bigint and size = (
  select max(size) from ledger_checkpoints where org_id = current_setting('tamper.org')::bigint);
