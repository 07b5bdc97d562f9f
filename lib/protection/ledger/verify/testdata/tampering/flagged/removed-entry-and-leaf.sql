-- none: of the tree was removed
delete from ledger_leaves
where org_id = current_setting('tamper.org')::bigint and entry_id = current_setting('tamper.entry')::bigint;
delete from ledger_entries
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
