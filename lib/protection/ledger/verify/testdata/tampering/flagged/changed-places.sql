-- next: is not what the tree holds in its place
create temporary table both_ on commit drop as
  select org_id, index, entry_id from ledger_leaves where org_id = current_setting('tamper.org')::bigint
    and entry_id in (current_setting('tamper.entry')::bigint, current_setting('tamper.next')::bigint);
delete from ledger_leaves l using both_ b where l.org_id = b.org_id and l.index = b.index;
insert into ledger_leaves select a.org_id, a.index, b.entry_id from both_ a join both_ b on a.entry_id <> b.entry_id;
