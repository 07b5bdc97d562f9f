-- first: is not what the tree holds in its place
delete from ledger_tiles where org_id = current_setting('tamper.org')::bigint;
