-- entry: has no pending mark
delete from ledger_pending
where org_id = current_setting('tamper.org')::bigint and entry_id = current_setting('tamper.entry')::bigint;
