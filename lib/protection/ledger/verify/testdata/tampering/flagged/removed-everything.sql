-- none: it was put back to an older state
-- when: both
-- verdict: diverged
delete from ledger_checkpoints where org_id = current_setting('tamper.org')::bigint;
delete from ledger_tiles where org_id = current_setting('tamper.org')::bigint;
delete from ledger_leaves where org_id = current_setting('tamper.org')::bigint;
delete from ledger_pending where org_id = current_setting('tamper.org')::bigint;
delete from ledger_entries where org_id = current_setting('tamper.org')::bigint;
