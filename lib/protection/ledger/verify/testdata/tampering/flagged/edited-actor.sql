-- entry: does not match its leaf hash
update ledger_entries set actor_id = 1, actor_name = 'Somebody Else'
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
