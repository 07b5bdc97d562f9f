-- next: is not what the tree holds in its place
create temporary table kept on commit drop as
  select org_id, index, entry_id from ledger_leaves where org_id = current_setting('tamper.org')::bigint;
delete from ledger_leaves where org_id = current_setting('tamper.org')::bigint;
insert into ledger_leaves
select k.org_id, k.index - (k.index > t.index)::int, k.entry_id from kept k,
  (select index from kept where entry_id = current_setting('tamper.entry')::bigint) t where k.index <> t.index;
delete from ledger_entries
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
