-- none: it was put back to an older state
-- verdict: diverged
-- The tree is taken away and an entry with it; the rest is marked to be integrated again.
delete from ledger_checkpoints where org_id = current_setting('tamper.org')::bigint;
delete from ledger_tiles where org_id = current_setting('tamper.org')::bigint;
delete from ledger_leaves where org_id = current_setting('tamper.org')::bigint;
delete from ledger_entries
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
insert into ledger_pending select org_id, id from ledger_entries where org_id = current_setting('tamper.org')::bigint
on conflict do nothing;
