-- none: The map of subjects covers 0 entries
delete from ledger_maps where org_id = current_setting('tamper.org')::bigint;
delete from ledger_map_subjects where org_id = current_setting('tamper.org')::bigint;
delete from ledger_map_lists where org_id = current_setting('tamper.org')::bigint;
delete from ledger_map_nodes where org_id = current_setting('tamper.org')::bigint;
