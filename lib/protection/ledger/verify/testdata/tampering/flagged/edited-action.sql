-- entry: does not match its leaf hash
-- when: both
update ledger_entries set action = 'record.view'
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
