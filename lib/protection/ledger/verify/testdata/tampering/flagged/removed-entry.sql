-- entry: was removed
-- when: both
delete from ledger_entries
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
