-- entry: does not match its leaf hash
update ledger_entries set fields = '{}'
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
