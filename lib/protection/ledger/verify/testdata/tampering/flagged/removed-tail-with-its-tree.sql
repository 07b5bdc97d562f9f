-- none: it was put back to an older state
-- verdict: diverged
-- As an older backup of the whole database would be: everything agrees with itself.
delete from ledger_checkpoints c
where org_id = current_setting('tamper.org')::bigint
  and size > (select min(size) from ledger_checkpoints where org_id = c.org_id);
create temporary table lost on commit drop as
  select l.entry_id, l.index from ledger_leaves l
  where l.org_id = current_setting('tamper.org')::bigint
    and l.index >= (select max(size) from ledger_checkpoints where org_id = l.org_id);
update ledger_tiles t set hashes = substring(hashes from 1 for 32 * (select min(index)::int from lost))
where org_id = current_setting('tamper.org')::bigint and level = 0;
delete from ledger_leaves where org_id = current_setting('tamper.org')::bigint and entry_id in (select entry_id from lost);
delete from ledger_entries where org_id = current_setting('tamper.org')::bigint
  and (id in (select entry_id from lost) or id >= current_setting('tamper.entry')::bigint);
delete from ledger_pending where org_id = current_setting('tamper.org')::bigint;
