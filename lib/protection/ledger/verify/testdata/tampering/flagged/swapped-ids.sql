-- entry: does not match its leaf hash
-- Two entries in the other order.
update ledger_entries set id = 1
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
update ledger_entries set id = current_setting('tamper.entry')::bigint
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.next')::bigint;
update ledger_entries set id = current_setting('tamper.next')::bigint
where org_id = current_setting('tamper.org')::bigint and id = 1;
