-- entry: has no leaf and no pending mark
-- when: waiting
delete from ledger_pending
where org_id = current_setting('tamper.org')::bigint and entry_id = current_setting('tamper.entry')::bigint;
