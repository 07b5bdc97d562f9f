-- none: is not what its list makes
delete from ledger_map_subjects s
where s.org_id = current_setting('tamper.org')::bigint and s.count = (
  select count(*) from ledger_entries where org_id = s.org_id and record_id = 77) and s.key = (
  select l.key from ledger_map_lists l join ledger_map_subjects k using (org_id, key)
  where l.org_id = s.org_id and k.count = s.count order by l.items limit 1);
