-- none: The map of subjects has a list that is about nothing
insert into ledger_map_lists
select org_id, sha256('nobody'), 0, items from ledger_map_lists
where org_id = current_setting('tamper.org')::bigint and part = 0 order by key limit 1;
insert into ledger_map_subjects
select org_id, sha256('nobody'), 40, '' from ledger_map_subjects
where org_id = current_setting('tamper.org')::bigint limit 1;
